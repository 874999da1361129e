"use client";

import { LayoutGrid } from "lucide-react";
import { useState } from "react";
import { StarterGallery } from "@/components/contract/starters/starter-gallery";
import { type Starter, starters } from "@/components/contract/starters/starters";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface StarterDialogProps {
  /** Id of the starter that the draft began with; none for a blank one. */
  current: string | null;
  /** The draft was changed: choosing again takes its place. */
  replaces: boolean;
  /** null: begin blank. */
  onChoose: (starter: Starter | null) => void;
}

export function StarterDialog({ current, replaces, onChoose }: StarterDialogProps) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Starter | undefined>(
    () => starters.find(({ id }) => id === current) ?? starters[0],
  );
  const begin = (starter: Starter | null) => {
    onChoose(starter);
    setOpen(false);
  };
  return (
    <Dialog
      className="w-[min(64rem,calc(100vw-2rem))]"
      title="Begin with"
      description={
        replaces ? "What you choose takes the place of your draft." : "Every part of it can be changed afterwards."
      }
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <LayoutGrid aria-hidden />
          Starter gallery
        </Button>
      }
      footer={
        <>
          <Button onClick={() => begin(null)}>Begin blank</Button>
          <Button
            variant="primary"
            unavailable={chosen ? undefined : "Choose a starter first."}
            onClick={() => chosen && begin(chosen)}
          >
            {chosen ? `Begin with ${chosen.title}` : "Begin"}
          </Button>
        </>
      }
    >
      <StarterGallery value={chosen?.id ?? ""} onChange={setChosen} />
    </Dialog>
  );
}
