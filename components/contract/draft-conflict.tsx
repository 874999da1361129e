"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

interface DraftConflictProps {
  /** The newer version is on this page already; if not, it is read by loading the page again. */
  known: boolean;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
  /** Gives up the kept draft. */
  forget: () => void;
}

/** Somebody published while this draft was being made: nobody's work is overwritten without being asked. */
export const DraftConflict = ({ known, onTakeTheirs, onKeepMine, forget }: DraftConflictProps) => (
  <Alert
    tone="warning"
    title="A newer version was published since this draft began"
    actions={
      known ? (
        <>
          <Button size="sm" onClick={onTakeTheirs}>
            Discard my draft
          </Button>
          <Button size="sm" onClick={onKeepMine}>
            Keep my draft and replace theirs
          </Button>
        </>
      ) : (
        <>
          <Button size="sm" onClick={() => window.location.reload()}>
            Load it and keep my draft
          </Button>
          <Button
            size="sm"
            onClick={() => {
              forget();
              window.location.reload();
            }}
          >
            Discard my draft
          </Button>
        </>
      )
    }
  >
    Publishing now would undo what somebody else published. Compare both first: the published one is under Published
    JSON.
  </Alert>
);
