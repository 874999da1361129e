"use client";

import type { ApiCall } from "@/components/developer/api-request";
import { CallsAsCode } from "@/components/developer/calls-as-code";
import { Dialog } from "@/components/ui/dialog";

interface Props {
  calls: readonly ApiCall[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export const ApiCallDialog = ({ calls, open, onOpenChange }: Props) => (
  <Dialog
    open={open}
    onOpenChange={onOpenChange}
    title="As API calls"
    description="What this page does, for a program of your own."
    className="w-[min(48rem,calc(100vw-2rem))]"
  >
    <CallsAsCode calls={calls} />
  </Dialog>
);
