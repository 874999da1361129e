"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactElement, type ReactNode, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { dialogStyles, scrimStyles } from "@/components/ui/dialog-styles";
import { problemFrom } from "@/lib/client/action-problem";

interface ConfirmDialogProps {
  /** Names count and deed: "Revoke 3 credentials?" */
  title: ReactNode;
  /** What follows from it, and whether it can be undone. */
  consequence: ReactNode;
  /** The deed again, as a verb: "Revoke 3 credentials". Never "OK". */
  confirmLabel: string;
  variant?: "danger" | "primary";
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The dialog waits for it, closes when it is done, and shows what went wrong when it throws. */
  onConfirm: () => Promise<unknown> | undefined;
  /** Why it cannot be confirmed yet, such as a missing reason. */
  unavailable?: string | undefined;
  /** Fields that belong to the deed. */
  children?: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const [openHere, setOpenHere] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const open = props.open ?? openHere;

  function change(next: boolean) {
    if (pending) return;
    setFailure(undefined);
    setOpenHere(next);
    props.onOpenChange?.(next);
  }

  async function confirm() {
    setPending(true);
    setFailure(undefined);
    try {
      await props.onConfirm();
      setOpenHere(false);
      props.onOpenChange?.(false);
    } catch (error) {
      setFailure(problemFrom(error).message);
    } finally {
      setPending(false);
    }
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      {props.trigger && <AlertDialog.Trigger render={props.trigger} />}
      <AlertDialog.Portal>
        {/* Also over another dialog: what lies beneath waits for the answer. */}
        <AlertDialog.Backdrop forceRender className={scrimStyles} />
        <AlertDialog.Popup className={dialogStyles}>
          <div className="grid gap-1.5">
            <AlertDialog.Title className="font-semibold text-lg leading-snug">{props.title}</AlertDialog.Title>
            <AlertDialog.Description className="text-muted-foreground">{props.consequence}</AlertDialog.Description>
          </div>
          {props.children}
          {failure && <Alert tone="danger">{failure}</Alert>}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => change(false)} unavailable={pending ? "Wait until it is done." : undefined}>
              Cancel
            </Button>
            <Button
              variant={props.variant ?? "danger"}
              pending={pending}
              unavailable={props.unavailable}
              onClick={confirm}
            >
              {props.confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
