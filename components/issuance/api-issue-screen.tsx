"use client";

import { Send } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { ApiRequestCard, apis, forms, type RequestPlace } from "@/components/issuance/api-request-card";
import { ClaimFields } from "@/components/issuance/claim-fields";
import { type IssueDraft, sampleDraft } from "@/components/issuance/issue-draft";
import type { ContractChoice } from "@/components/issuance/issue-screen";
import { type ApiIssuable, issuerApiCall, requestServiceCall } from "@/components/issuance/issuer-calls";
import { useSendRequest } from "@/components/issuance/use-send-request";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";

// It prints the portal's own address, which the browser knows.
const CallsAsCode = dynamic(() => import("@/components/developer/calls-as-code").then((module) => module.CallsAsCode), {
  ssr: false,
  loading: () => <Skeleton className="h-80 rounded-xl" />,
});

// It is not seen before something is offered.
const OfferPanel = dynamic(() => import("@/components/issuance/offer-panel").then((module) => module.OfferPanel), {
  ssr: false,
  loading: () => <Skeleton className="h-144 rounded-2xl" />,
});

interface Props {
  contracts: readonly ContractChoice[];
  contract: ApiIssuable;
}

/**
 * Builds the request that a program of one's own would send for a contract, and sends it. The choices but the callback
 * stand in the address, and so does the offer that came of it.
 */
export function ApiIssueScreen({ contracts, contract }: Props) {
  const [choosing, startChoosing] = useTransition();
  const [{ api, form, session }, setPlace] = useQueryStates({
    contract: parseAsString,
    api: parseAsStringLiteral(apis).withDefault("issuer"),
    form: parseAsStringLiteral(forms).withDefault("V1"),
    session: parseAsString,
  });
  // Never from the address: who made a link to this page would be told what its reader sends.
  const [callback, setCallback] = useState("");
  const [draft, setDraft] = useState<IssueDraft>(() => sampleDraft(contract));
  const [offered, setOffered] = useState<{ session: string; code: string | null }>();
  const unavailable = useUnavailable("Credential.Issue");
  const whole = { ...draft, wireForm: form, callbackUrl: callback };
  const call = api === "issuer" ? issuerApiCall(contract, contract.key, whole) : requestServiceCall(contract, whole);
  const sending = useSendRequest({
    api,
    contract,
    draft: whole,
    onSent: (id, code) => {
      setOffered({ session: id, code });
      setPlace({ session: id }, { history: "push" });
    },
  });

  function change({ contract: chosen, callback: told, ...rest }: Partial<RequestPlace>) {
    if (told !== undefined) setCallback(told);
    if (chosen !== undefined) {
      void setPlace({ contract: chosen }, { shallow: false, history: "replace", startTransition: startChoosing });
    } else if (Object.keys(rest).length > 0) void setPlace(rest);
  }

  function send() {
    const [faulty] = document.querySelectorAll<HTMLElement>("main [aria-invalid=true]");
    if (faulty && Object.keys(sending.ownFaults).length > 0) faulty.focus();
    else if (!sending.isPending && !unavailable) sending.mutate();
  }

  if (session !== null) {
    return (
      <OfferPanel
        key={session}
        id={session}
        initial={undefined}
        transactionCode={offered?.session === session ? offered.code : null}
        onNew={() => {
          sending.reset();
          setPlace({ session: null }, { history: "push" });
        }}
      />
    );
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="grid min-w-0 gap-6">
        <ApiRequestCard
          contracts={contracts}
          formats={contract.formats}
          place={{ contract: contract.id, api, form, callback }}
          onPlace={change}
          choosing={choosing}
          draft={draft}
          onDraft={setDraft}
          fault={sending.faults.callback}
        />
        <Card>
          <CardHeader title="What it says" description="A sample person, as the contract's claims ask." />
          <CardBody>
            <ClaimFields contract={contract} draft={draft} onChange={setDraft} faults={sending.faults} />
          </CardBody>
        </Card>
      </div>
      <div className="grid min-w-0 gap-6 lg:sticky lg:top-6">
        <Card className="min-w-0">
          <CardHeader
            title="As a program"
            description={
              api === "issuer"
                ? "The key is named by its id alone: secrets stay here. The answer is the offer's link."
                : "The answer holds the offer's link."
            }
          />
          <CardBody className="grid gap-5">
            <CallsAsCode calls={[call]} />
          </CardBody>
          <CardFooter>
            <span className="mr-auto text-[0.8125rem] text-muted-foreground">Or try it at once, in your name.</span>
            <Button variant="primary" pending={sending.isPending} unavailable={unavailable} onClick={send}>
              {!sending.isPending && <Send aria-hidden />}
              Send
            </Button>
          </CardFooter>
        </Card>
        {sending.error && <ErrorState title="The request was refused" error={sending.error} />}
      </div>
    </div>
  );
}
