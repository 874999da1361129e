/** How many of each, side by side. */
export const BatchCounts = ({ counts }: { counts: readonly (readonly [label: string, count: number])[] }) => (
  <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-3 xl:grid-cols-6">
    {counts.map(([label, count]) => (
      <div key={label} className="grid content-start gap-0.5">
        <dt className="text-[0.8125rem] text-muted-foreground">{label}</dt>
        <dd className="font-semibold text-xl tabular-nums">{count.toLocaleString("en-GB")}</dd>
      </div>
    ))}
  </dl>
);
