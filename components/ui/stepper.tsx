import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";

export type StepState = "done" | "current" | "upcoming" | "failed";

export interface Step {
  id: string;
  title: ReactNode;
  state: StepState;
  /** When it was done, what to do, or why it failed. */
  detail?: ReactNode;
  action?: ReactNode;
}

const words = { done: "Done", current: "Now", upcoming: "Not yet", failed: "Failed" } as const;

const marks = {
  done: "border-success bg-success text-card",
  current: "border-primary bg-primary-soft text-primary-strong",
  upcoming: "border-border bg-card text-muted-foreground",
  failed: "border-danger bg-danger text-danger-foreground",
} as const;

interface StepperProps {
  label: string;
  steps: readonly Step[];
  /** The current step shows that something is under way by itself. */
  live?: boolean;
  className?: string;
}

/** Steps in their order, one below the other. */
export function Stepper({ label, steps, live = false, className }: StepperProps) {
  return (
    <ol aria-label={label} className={classNames("grid", className)}>
      {steps.map((step, index) => (
        <li key={step.id} aria-current={step.state === "current" ? "step" : undefined} className="group flex gap-4">
          <div aria-hidden className="flex flex-col items-center">
            <span
              className={classNames(
                "grid size-7 shrink-0 place-items-center rounded-full border font-semibold text-xs tabular-nums",
                marks[step.state],
              )}
            >
              {step.state === "done" && <Check className="size-4" />}
              {step.state === "failed" && <X className="size-4" />}
              {step.state === "current" && live && <Spinner />}
              {(step.state === "upcoming" || (step.state === "current" && !live)) && index + 1}
            </span>
            <span className="w-px flex-1 bg-border group-last:hidden" />
          </div>
          <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-2 pb-6 group-last:pb-0">
            <div className="grid min-w-0 flex-1 basis-72 gap-0.5 pt-0.5">
              <span className={classNames("font-medium", step.state === "upcoming" && "text-muted-foreground")}>
                {step.title}
                <span className="sr-only"> ({words[step.state]})</span>
              </span>
              {step.detail && <div className="text-[0.8125rem] text-muted-foreground">{step.detail}</div>}
            </div>
            {step.action}
          </div>
        </li>
      ))}
    </ol>
  );
}
