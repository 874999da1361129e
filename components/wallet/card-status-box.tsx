"use client";

import { RotateCw } from "lucide-react";
import type { CardStatus } from "@/components/contract/preview/card-view";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { FailureNote } from "@/components/wallet/failure-note";
import type { DecodedCredential } from "@/components/wallet/protocol/decode";
import type { HeldCredential } from "@/components/wallet/store/wallet-database";
import { useCheckStatus } from "@/components/wallet/use-wallet";
import { cardStatus } from "@/components/wallet/wallet-card";

const looks: Record<CardStatus, { label: string; tone: BadgeTone }> = {
  valid: { label: "Valid", tone: "success" },
  expired: { label: "Expired", tone: "warning" },
  suspended: { label: "Suspended", tone: "warning" },
  revoked: { label: "Revoked", tone: "danger" },
};

/** How the credential stands, by the issuer's status list as a verifier would read it. */
export function CardStatusBox({ held, decoded }: { held: HeldCredential; decoded: DecodedCredential }) {
  const check = useCheckStatus();
  const { label, tone } = looks[cardStatus(held, decoded)];
  const entry = decoded.status;
  return (
    <section aria-label="Status" className="grid gap-3">
      <div className="flex items-center justify-between gap-3 rounded-xl border bg-background px-4 py-3">
        <div className="grid gap-1" aria-live="polite">
          <Badge tone={tone} className="justify-self-start">
            {label}
          </Badge>
          <span className="text-[0.8125rem] text-muted-foreground">
            {held.status ? (
              <>
                Checked <RelativeTime at={held.status.checkedAt} />
              </>
            ) : entry ? (
              "Not checked with the issuer yet"
            ) : (
              "The issuer gives no status"
            )}
          </span>
        </div>
        {entry && (
          <Button size="sm" pending={check.isPending} onClick={() => check.mutate({ held, entry })}>
            {!check.isPending && <RotateCw aria-hidden />}
            Check status
          </Button>
        )}
      </div>
      {check.error && <FailureNote error={check.error} />}
    </section>
  );
}
