"use client";

import { useSortable } from "@dnd-kit/sortable";
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from "lucide-react";
import { ClaimFields } from "@/components/contract/claims/claim-fields";
import { type ClaimRow, removeClaim } from "@/components/contract/draft/claim-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

interface Props {
  sortableId: string;
  editor: DraftEditor;
  rows: readonly ClaimRow[];
  row: ClaimRow;
  index: number;
  display: number;
  onMove: (to: number) => void;
}

export function ClaimItem({ sortableId, editor, rows, row, index, display, onMove }: Props) {
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: sortableId,
  });
  const label = row.labels[display] || row.labels.find(Boolean) || row.name;
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
      className={classNames(
        "rounded-xl border bg-card p-3 shadow-raised sm:p-4",
        isDragging && "relative z-10 border-primary shadow-floating",
      )}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        onMove(event.key === "ArrowUp" ? index - 1 : index + 1);
      }}
    >
      <div className="mb-3 flex items-center gap-2">
        <button
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          id={fieldId(["claims", index, "handle"])}
          type="button"
          aria-label={`Move ${label}`}
          className="-ml-1.5 grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
        >
          <GripVertical aria-hidden className="size-4" />
        </button>
        <span className="min-w-0 truncate font-medium">{label}</span>
        {row.mapping?.indexed && <Badge tone="primary">Indexed</Badge>}
        {row.mapping?.required && <Badge>Required</Badge>}
        {!row.mapping && <Badge tone="warning">No source</Badge>}
        <span className="ml-auto flex">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Move ${label} up`}
            unavailable={index === 0 ? "It is the first already." : undefined}
            onClick={() => onMove(index - 1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Move ${label} down`}
            unavailable={index === rows.length - 1 ? "It is the last already." : undefined}
            onClick={() => onMove(index + 1)}
          >
            <ArrowDown aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Remove ${label}`}
            onClick={() => editor.edit(`claims-remove-${row.name}`, (json) => removeClaim(json, row.name))}
          >
            <Trash2 aria-hidden />
          </Button>
        </span>
      </div>
      <ClaimFields editor={editor} rows={rows} row={row} index={index} display={display} />
    </li>
  );
}
