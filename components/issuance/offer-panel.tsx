"use client";

import { Plus } from "lucide-react";
import { formatNames } from "@/components/issuance/format-names";
import { IssuanceOutcome } from "@/components/issuance/issuance-outcome";
import { OfferQr } from "@/components/issuance/offer-qr";
import { OfferTimeline } from "@/components/issuance/offer-timeline";
import { TransactionCodeCard } from "@/components/issuance/transaction-code-card";
import { useIssuance } from "@/components/issuance/use-issuance";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { IssuanceView } from "@/lib/issuance/schema";
import { isFinal } from "@/lib/kernel/session-states";

interface Props {
  id: string;
  initial: IssuanceView | undefined;
  transactionCode: string | null;
  onNew: () => void;
}

/** An offer and what becomes of it, live. */
export function OfferPanel({ id, initial, transactionCode, onNew }: Props) {
  const { data: view, error, isFetching, refetch } = useIssuance(id, initial);
  const another = (
    <Button onClick={onNew}>
      <Plus aria-hidden />
      New offer
    </Button>
  );
  if (!view) {
    return error ? (
      <div className="grid justify-items-start gap-4">
        <ErrorState
          title="The offer could not be loaded"
          error={error}
          onRetry={() => refetch()}
          retrying={isFetching}
        />
        {another}
      </div>
    ) : (
      <Skeleton className="h-144 rounded-2xl" />
    );
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
      <Card aria-labelledby="offer-title">
        <CardHeader
          titleId="offer-title"
          title={view.contractName}
          description={
            isFinal(view.state) ? undefined : "Scan the code with a wallet, or open the offer on this device."
          }
          actions={<Badge>{formatNames[view.format].label}</Badge>}
        />
        <CardBody>
          {view.offerUri && !isFinal(view.state) ? (
            <OfferQr offerUri={view.offerUri} expiresAt={view.expiresAt} />
          ) : (
            <IssuanceOutcome view={view} onNew={onNew} />
          )}
        </CardBody>
      </Card>
      <div className="grid gap-6">
        <Card aria-labelledby="progress-title">
          <CardHeader
            titleId="progress-title"
            title="Progress"
            actions={
              <TextLink href={`/issuances/${id}`} className="text-sm">
                All steps
              </TextLink>
            }
          />
          <CardBody className="grid gap-6">
            <OfferTimeline view={view} />
            {view.transactionCode && !isFinal(view.state) && (
              <TransactionCodeCard code={transactionCode} length={view.transactionCode.length} />
            )}
          </CardBody>
        </Card>
        {!isFinal(view.state) && <div className="justify-self-start">{another}</div>}
      </div>
    </div>
  );
}
