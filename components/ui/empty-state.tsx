import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** Why there is nothing, and what would be here. */
  children: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  /** What a filled page looks like, or a sample to try. */
  example?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, children, action, example, className }: EmptyStateProps) {
  return (
    <div
      className={classNames(
        "grid justify-items-center gap-3 rounded-2xl border border-dashed bg-card px-6 py-12 text-center",
        className,
      )}
    >
      {icon && (
        <div
          aria-hidden
          className="grid size-11 place-items-center rounded-xl bg-primary-soft text-primary-strong [&_svg]:size-5"
        >
          {icon}
        </div>
      )}
      <h2 className="font-semibold text-base">{title}</h2>
      <div className="max-w-md text-balance text-muted-foreground">{children}</div>
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
      {example && <div className="mt-4 w-full max-w-xl text-left">{example}</div>}
    </div>
  );
}
