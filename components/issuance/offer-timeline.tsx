"use client";

import { endingOf, issuanceSteps } from "@/components/issuance/issuance-steps";
import { RelativeTime } from "@/components/ui/relative-time";
import { Stepper } from "@/components/ui/stepper";
import type { IssuanceView } from "@/lib/issuance/schema";

/** The steps of an offer as they happen. */
export function OfferTimeline({ view }: { view: IssuanceView }) {
  const ending = endingOf(view);
  return (
    <div aria-live="polite">
      <Stepper
        label="Steps of the issuance"
        live
        steps={issuanceSteps(view).map(({ id, title, waiting, state, at }) => ({
          id,
          title,
          state,
          detail:
            (at && <RelativeTime at={at} />) ||
            (state === "current" && waiting) ||
            (state === "failed" && ending?.cause),
        }))}
      />
    </div>
  );
}
