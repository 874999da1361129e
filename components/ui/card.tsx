import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export const Card = ({ className, ...props }: ComponentProps<"section">) => (
  <section {...props} className={classNames("rounded-2xl border bg-card shadow-raised", className)} />
);

interface CardHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Lets the card name itself: give the same id as its `aria-labelledby`. */
  titleId?: string;
}

export const CardHeader = ({ title, description, actions, titleId }: CardHeaderProps) => (
  <div
    className={classNames(
      "flex flex-wrap justify-between gap-x-6 gap-y-3 px-6 pt-5 pb-4",
      description ? "items-start" : "items-center",
    )}
  >
    <div className="grid gap-1">
      <h2 id={titleId} className="font-semibold text-base leading-snug">
        {title}
      </h2>
      {description && <p className="max-w-prose text-muted-foreground">{description}</p>}
    </div>
    {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
  </div>
);

export const CardBody = ({ className, ...props }: ComponentProps<"div">) => (
  <div {...props} className={classNames("px-6 pb-6 first:pt-6", className)} />
);

export const CardFooter = ({ className, ...props }: ComponentProps<"div">) => (
  <div
    {...props}
    className={classNames(
      "flex flex-wrap items-center justify-end gap-2 rounded-b-2xl border-t bg-muted/40 px-6 py-4",
      className,
    )}
  />
);
