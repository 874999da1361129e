import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { failureFrom } from "@/components/wallet/protocol/wallet-failure";

/** What went wrong in the wallet, and what to do. */
export function FailureNote({ error, actions }: { error: unknown; actions?: ReactNode }) {
  const { title, message } = failureFrom(error);
  return (
    <Alert tone="danger" title={title} actions={actions}>
      {message}
    </Alert>
  );
}
