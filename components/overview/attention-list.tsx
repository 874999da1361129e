import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { attentionRows } from "@/components/overview/attention-rows";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardHeader } from "@/components/ui/card";
import type { Attention } from "@/lib/tenant/schema";

const icons = {
  danger: <CircleAlert aria-hidden className="size-5 text-danger" />,
  warning: <TriangleAlert aria-hidden className="size-5 text-warning" />,
  neutral: <Info aria-hidden className="size-5 text-muted-foreground" />,
} as const;

/** What wants a hand, the worst first, each with its remedy. */
export function AttentionList({ attention }: { attention: readonly Attention[] }) {
  const rows = attentionRows(attention);
  return (
    <Card aria-labelledby="attention">
      <CardHeader titleId="attention" title="Needs attention" />
      {rows.length === 0 ? (
        <p className="flex items-center gap-2.5 px-6 pb-6 text-muted-foreground">
          <CircleCheck aria-hidden className="size-5 text-success" />
          All is well.
        </p>
      ) : (
        <ul className="divide-y border-t">
          {rows.map((row) => (
            <li key={row.key} className="flex items-start gap-4 px-6 py-4">
              <span className="mt-0.5">{icons[row.tone]}</span>
              <div className="grid min-w-0 flex-1 justify-items-start gap-0.5">
                <p className="font-medium [overflow-wrap:anywhere]">{row.title}</p>
                <p className="text-[0.8125rem] text-muted-foreground">{row.detail}</p>
                {row.action && (
                  <ButtonLink href={row.action.href} size="sm" className="mt-2.5">
                    {row.action.label}
                  </ButtonLink>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
