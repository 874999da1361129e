import { firstSteps } from "@/components/overview/first-steps";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Stepper } from "@/components/ui/stepper";
import type { OverviewData } from "@/lib/tenant/schema";

/** Leads to the first claimed credential; the caller leaves it out once that is reached. */
export function FirstStepsCard({ counts }: { counts: OverviewData["counts"] }) {
  const steps = firstSteps(counts);
  const done = steps.filter((step) => step.state === "done").length;
  return (
    <Card aria-labelledby="first-steps">
      <CardHeader
        titleId="first-steps"
        title="Your next step"
        description={`${done} of ${steps.length} done on the way to your first claimed credential.`}
      />
      <CardBody>
        <Stepper
          label="First steps"
          steps={steps.map(({ id, title, why, action, state, shortcut }) => ({
            id,
            title,
            state,
            detail: state !== "done" && why,
            action:
              state === "current" ? (
                <ButtonLink href={action.href} variant="primary">
                  {action.label}
                </ButtonLink>
              ) : (
                shortcut && <ButtonLink href={shortcut.href}>{shortcut.label}</ButtonLink>
              ),
          }))}
        />
      </CardBody>
    </Card>
  );
}
