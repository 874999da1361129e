import type { CardView } from "@/components/contract/preview/card-view";
import { pictureSource } from "@/components/contract/preview/picture-source";

/** The claims behind a card, labelled and ordered as the wallet does it. */
export function CredentialDetail({ view }: { view: CardView }) {
  if (view.detail.rows.length === 0) {
    return <p className="rounded-xl border border-dashed p-4 text-muted-foreground text-sm">No claims to show yet.</p>;
  }
  return (
    <dl lang={view.locale ?? undefined} className="divide-y rounded-xl border bg-card">
      {view.detail.rows.map((row) => (
        <div key={row.key} className="grid gap-0.5 px-4 py-2.5">
          <dt dir="auto" className="text-muted-foreground text-xs">
            {row.label}
          </dt>
          <dd dir="auto" className="text-sm [overflow-wrap:anywhere]">
            {row.picture ? (
              // biome-ignore lint/performance/noImgElement: the picture is a data URI, there is nothing to optimise.
              <img src={pictureSource(row.value)} alt={row.label} className="size-20 rounded-lg object-cover" />
            ) : (
              row.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
