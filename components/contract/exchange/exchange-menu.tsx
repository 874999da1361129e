"use client";

import { Download, EllipsisVertical, Upload } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { exportFiles } from "@/components/contract/exchange/export-files";
import { Button } from "@/components/ui/button";
import { downloadText } from "@/components/ui/download-text";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";

const ImportDialog = lazy(() => import("@/components/contract/exchange/import-dialog"));

/** Takes rules and displays in from elsewhere, and gives them out. */
export function ExchangeMenu({ editor, settled }: { editor: DraftEditor; settled: boolean }) {
  const [importing, setImporting] = useState(false);
  return (
    <>
      <DropdownMenu
        trigger={
          <Button variant="ghost" size="icon" aria-label="Import and export">
            <EllipsisVertical aria-hidden />
          </Button>
        }
      >
        <DropdownMenuItem onSelect={() => setImporting(true)}>
          <Upload aria-hidden />
          Import rules and displays
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        {exportFiles(editor.json).map(({ label, fileName, text }) => (
          <DropdownMenuItem key={fileName} onSelect={() => downloadText(fileName, text)}>
            <Download aria-hidden />
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenu>
      {importing && (
        <Suspense fallback={null}>
          <ImportDialog editor={editor} settled={settled} onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  );
}
