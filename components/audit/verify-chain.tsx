"use client";

import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { verifyAuditChainAction } from "@/lib/actions/audit";
import type { AuditFault, AuditVerdict } from "@/lib/audit/schema";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";

const verify = unwrap(verifyAuditChainAction);

const faults: Record<AuditFault, string> = {
  altered: "Its content is not what was written.",
  missing: "There is no entry at this place any more.",
  moved: "It does not stand where it was written, or what came before it is gone.",
};

/** Recomputes the chain on request and says what came of it. */
export function VerifyChain() {
  const router = useRouter();
  // Verifying first gives the newest entries their places, which the table then shows.
  const check = useMutation({ mutationFn: () => verify(undefined), onSuccess: () => router.refresh() });
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border bg-card px-5 py-4 shadow-raised">
        <p className="max-w-2xl text-muted-foreground">
          Each entry is bound to the one before it by a key only this portal has. Verifying finds entries that somebody
          with access to the database has altered, removed or moved.
        </p>
        <Button pending={check.isPending} onClick={() => check.mutate()}>
          <ShieldCheck aria-hidden />
          Verify now
        </Button>
      </div>
      {check.error && <Alert tone="danger">{problemFrom(check.error).message}</Alert>}
      {check.data && <Verdict verdict={check.data} />}
    </div>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  if (!verdict.intact) {
    return (
      <Alert tone="danger" title={`The trail is broken at entry ${verdict.sequence}`}>
        {faults[verdict.fault]} {verdict.entryId && <>Entry id: {verdict.entryId}.</>} Entries before it are intact.
      </Alert>
    );
  }
  return (
    <Alert tone="success" title="The trail is intact">
      {verdict.entries} {verdict.entries === "1" ? "entry" : "entries"} verified,{" "}
      <RelativeTime at={verdict.verifiedAt} />.
    </Alert>
  );
}
