import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

interface TableProps extends ComponentProps<"table"> {
  /** Names the table for screen readers. */
  label: string;
}

/**
 * A plain table that scrolls sideways in its own box (positioned, so that words for screen readers scroll with it); the
 * head stays in sight where the box has a height. Columns come and go by the width of the box (`@2xl:table-cell`), since
 * the rail beside it takes its share of the window.
 */
export function Table({ label, className, ...props }: TableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="@container relative max-h-[75dvh] overflow-auto rounded-2xl border bg-card shadow-raised"
    >
      <table
        {...props}
        aria-label={label}
        className={classNames("w-full border-collapse text-left text-sm", className)}
      />
    </section>
  );
}

export const TableHead = (props: ComponentProps<"thead">) => <thead {...props} />;

export const TableBody = ({ className, ...props }: ComponentProps<"tbody">) => (
  <tbody {...props} className={classNames("divide-y", className)} />
);

export const TableRow = ({ className, ...props }: ComponentProps<"tr">) => (
  <tr
    {...props}
    className={classNames("transition-colors hover:bg-muted/50 aria-selected:bg-primary-soft/60", className)}
  />
);

export const TableHeaderCell = ({ className, ...props }: ComponentProps<"th">) => (
  <th
    scope="col"
    {...props}
    className={classNames(
      "sticky top-0 z-10 h-10 whitespace-nowrap bg-muted px-4 font-medium text-muted-foreground text-xs shadow-[inset_0_-1px_var(--border)]",
      className,
    )}
  />
);

export const TableCell = ({ className, ...props }: ComponentProps<"td">) => (
  <td {...props} className={classNames("h-13 px-4 py-2 align-middle", className)} />
);
