import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

interface KeyValue {
  label: string;
  value: ReactNode;
}

export const KeyValueList = ({ items, className }: { items: readonly KeyValue[]; className?: string }) => (
  <dl className={classNames("grid divide-y", className)}>
    {items.map((item) => (
      <div
        key={item.label}
        className="grid gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[11rem_1fr] sm:items-baseline"
      >
        <dt className="text-muted-foreground">{item.label}</dt>
        <dd className="min-w-0 [overflow-wrap:anywhere]">{item.value}</dd>
      </div>
    ))}
  </dl>
);
