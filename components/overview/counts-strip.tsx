import type { Route } from "next";
import Link from "next/link";
import { COUNT_LIMIT } from "@/lib/kernel/count-limit";
import type { OverviewData } from "@/lib/tenant/schema";

const tiles = [
  { id: "issued", label: "Credentials claimed", href: "/credentials" },
  { id: "revoked", label: "Revoked", href: "/credentials" },
  { id: "contracts", label: "Contracts", href: "/contracts" },
  { id: "authorities", label: "Authorities", href: "/authorities" },
] as const satisfies readonly { id: keyof OverviewData["counts"]; label: string; href: string }[];

const number = new Intl.NumberFormat("en");

export const CountsStrip = ({ counts }: { counts: OverviewData["counts"] }) => (
  <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-2xl border bg-border shadow-raised lg:grid-cols-4">
    {tiles.map(({ id, label, href }) => (
      <div
        key={id}
        className="relative grid content-between gap-1 bg-card px-6 py-5 transition-colors hover:bg-muted/60"
      >
        <dt className="text-muted-foreground">
          <Link href={href as Route} className="rounded-sm after:absolute after:inset-0">
            {label}
          </Link>
        </dt>
        <dd className="font-semibold text-3xl tabular-nums tracking-tight">
          {number.format(counts[id])}
          {counts[id] === COUNT_LIMIT && "+"}
        </dd>
      </div>
    ))}
  </dl>
);
