"use client";

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useId, useState } from "react";
import { AddClaim } from "@/components/contract/claims/add-claim";
import { ClaimItem } from "@/components/contract/claims/claim-item";
import { claimRows, moveClaim } from "@/components/contract/draft/claim-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { focusField } from "@/components/contract/editor/focus-field";

interface Props {
  editor: DraftEditor;
  display: number;
}

/** What the credential says of its holder: one line is both the rule that makes a claim and its label on the card. */
export function ClaimsTab({ editor, display }: Props) {
  const id = useId();
  const [said, setSaid] = useState("");
  const rows = claimRows(editor.json);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = rows.map((_, index) => `claim-${index}`);

  const move = (from: number, to: number) => {
    if (to < 0 || to >= rows.length || from === to) return;
    editor.edit("claims-order", (json) => moveClaim(json, from, to));
    setSaid(`${rows[from]?.name} is now number ${to + 1} of ${rows.length}.`);
    focusField(fieldId(["claims", to, "handle"]));
  };
  const dropped = ({ active, over }: DragEndEvent) => {
    if (over) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };

  return (
    <div className="grid gap-4">
      <p className="text-muted-foreground">
        In the order in which wallets show them. Drag, or press Alt and an arrow key in a row.
      </p>
      <DndContext id={id} sensors={sensors} collisionDetection={closestCenter} onDragEnd={dropped}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol className="m-0 grid list-none gap-2 p-0">
            {rows.map((row, index) => (
              <ClaimItem
                key={ids[index]}
                sortableId={ids[index] ?? ""}
                editor={editor}
                rows={rows}
                row={row}
                index={index}
                display={display}
                onMove={(to) => move(index, to)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <AddClaim editor={editor} />
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
