import type { ReactNode } from "react";
import { ReferenceIndex } from "@/components/reference/reference-index";
import { apiDescriptions } from "@/lib/apis/descriptions";

const groups = [...apiDescriptions.values()].flatMap(({ title, groups: ofApi }) =>
  ofApi.map(({ name, operations }) => ({
    api: title,
    name,
    operations: Object.entries(operations).map(([id, { method, path, summary }]) => ({ id, method, path, summary })),
  })),
);

export default function ReferenceLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid items-start gap-x-8 gap-y-8 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <div className="order-last min-w-0 lg:order-first">
        <ReferenceIndex groups={groups} />
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
