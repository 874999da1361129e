"use client";

import { FolderOpen } from "lucide-react";
import { useRef, useState } from "react";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { readDocuments, withDocuments } from "@/components/contract/exchange/read-documents";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

interface Props {
  editor: DraftEditor;
  /** The contract is out: it keeps its name. */
  settled: boolean;
  onClose: () => void;
}

type Texts = Readonly<Record<"rules" | "displays", string>>;

/** A contract may be as large as a request of the Admin API. */
const FILE_MAX = 256 * 1024;

/** Rules and displays by paste or by file. What they say is judged in the designer, each fault at its place. */
export default function ImportDialog({ editor, settled, onClose }: Props) {
  const [texts, setTexts] = useState<Texts>({ rules: "", displays: "" });
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const found = readDocuments([
    { name: "rules", text: texts.rules },
    { name: "displays", text: texts.displays },
  ]);
  const empty = texts.rules.trim() === "" && texts.displays.trim() === "";
  const problemOf = (source: keyof Texts) =>
    asked ? found.problems.find((problem) => problem.source === source)?.message : undefined;

  async function take(chosen: FileList | null) {
    const large = [...(chosen ?? [])].find(({ size }) => size > FILE_MAX);
    setTooLarge(large ? `${large.name} is larger than 256 KiB.` : null);
    if (large) return;
    for (const file of chosen ?? []) {
      const text = await file.text();
      const { rules, displays } = readDocuments([{ name: file.name, text }]);
      const place =
        rules === undefined && (displays !== undefined || /display/i.test(file.name)) ? "displays" : "rules";
      setTexts((now) => ({ ...now, [place]: text }));
    }
    setAsked(true);
  }
  function apply() {
    setAsked(true);
    if (empty || found.problems.length > 0) return;
    editor.edit("import", (json) => withDocuments(json, found, settled));
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      className="w-[min(56rem,calc(100vw-2rem))]"
      title="Import rules and displays"
      description="From Entra Verified ID, from the Admin API, or exported here. They take the place of what the draft has; undo brings it back."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            unavailable={empty ? "Paste something or choose files first." : undefined}
            onClick={apply}
          >
            Import
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-3">
          <input
            ref={files}
            type="file"
            multiple
            accept=".json,application/json"
            hidden
            onChange={(event) => {
              void take(event.target.files);
            }}
          />
          <Button onClick={() => files.current?.click()}>
            <FolderOpen aria-hidden />
            Choose files
          </Button>
          {tooLarge && (
            <span role="alert" className="text-danger text-sm">
              {tooLarge}
            </span>
          )}
        </div>
        <Field label="Rules, or a whole contract" error={problemOf("rules")}>
          <Textarea
            rows={8}
            spellCheck={false}
            className="max-h-56 overflow-auto font-mono text-[0.8125rem]"
            value={texts.rules}
            onChange={(event) => setTexts({ ...texts, rules: event.target.value })}
          />
        </Field>
        <Field label="Displays" error={problemOf("displays")}>
          <Textarea
            rows={8}
            spellCheck={false}
            className="max-h-56 overflow-auto font-mono text-[0.8125rem]"
            value={texts.displays}
            onChange={(event) => setTexts({ ...texts, displays: event.target.value })}
          />
        </Field>
      </div>
    </Dialog>
  );
}
