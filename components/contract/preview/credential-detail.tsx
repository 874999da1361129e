import type { CardView } from "@/components/contract/preview/card-view";
import { pictureSource } from "@/components/contract/preview/picture-source";

/** The claims behind a card, labelled and ordered as the wallet does it. Takes its colours from where it stands. */
export function CredentialDetail({ view }: { view: CardView }) {
  if (view.detail.rows.length === 0) {
    return <p className="rounded-xl border border-current/20 border-dashed p-4 text-sm">No claims to show yet.</p>;
  }
  return (
    <dl lang={view.locale ?? undefined} className="divide-y divide-current/10 rounded-xl border border-current/15">
      {view.detail.rows.map((row) => (
        <div key={row.key} className="grid gap-0.5 px-4 py-2.5">
          <dt dir="auto" className="text-xs opacity-75">
            {row.label}
          </dt>
          <dd dir="auto" className="font-medium text-sm [overflow-wrap:anywhere]">
            {row.picture ? (
              // biome-ignore lint/performance/noImgElement: the picture is a data URI, there is nothing to optimise.
              <img src={pictureSource(row.value)} alt={row.label} className="mt-1 size-20 rounded-lg object-cover" />
            ) : (
              row.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
