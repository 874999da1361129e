"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { endingOf } from "@/components/issuance/issuance-steps";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Spinner } from "@/components/ui/spinner";
import type { IssuanceView } from "@/lib/issuance/schema";

/** What stands where the QR code was, once the offer is taken up or over. */
export function IssuanceOutcome({ view, onNew }: { view: IssuanceView; onNew: () => void }) {
  const ending = endingOf(view);
  const [credential] = view.credentialIds;
  if (ending) {
    return (
      <Outcome icon={<CircleX className="text-danger" />} title={view.state === "expired" ? "Not claimed" : "Failed"}>
        <p>{ending.cause}</p>
        <p className="text-muted-foreground">{ending.remedy}</p>
        <Button variant="primary" onClick={onNew}>
          Make a new offer
        </Button>
      </Outcome>
    );
  }
  if (view.state === "issued") {
    return (
      <Outcome icon={<CircleCheck className="text-success" />} title="Claimed">
        <p className="text-muted-foreground">The credential is in the holder's wallet.</p>
        <div className="flex flex-wrap justify-center gap-2">
          {credential && (
            <ButtonLink href={`/credentials?credential=${encodeURIComponent(credential)}`} variant="primary">
              See the credential
            </ButtonLink>
          )}
          <Button onClick={onNew}>Issue another</Button>
        </div>
      </Outcome>
    );
  }
  return (
    <Outcome icon={<Spinner />} title="A wallet has taken the offer">
      <p className="text-muted-foreground">It is fetching the credential now.</p>
    </Outcome>
  );
}

interface OutcomeProps {
  icon: React.ReactNode;
  title: string;
  children: React.ReactNode;
}

const Outcome = ({ icon, title, children }: OutcomeProps) => (
  <div role="status" className="grid min-h-80 content-center justify-items-center gap-3 text-center">
    <span aria-hidden className="[&_svg]:size-14 [&_svg]:stroke-[1.5]">
      {icon}
    </span>
    <h3 className="font-semibold text-xl">{title}</h3>
    {children}
  </div>
);
