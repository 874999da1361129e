interface Props {
  title: string;
  text: string;
  /** The language that both are in. */
  locale: string;
}

/** What a wallet asks before people accept, where it reads the contract's manifest. Takes its colours from where it stands. */
export function ConsentWords({ title, text, locale }: Props) {
  if (!title && !text) {
    return <p className="rounded-xl border border-current/20 border-dashed p-4 text-sm">No consent texts yet.</p>;
  }
  return (
    <div lang={locale || undefined} className="grid gap-1 rounded-xl border border-current/15 px-4 py-3 text-sm">
      {title && (
        <p dir="auto" className="font-semibold text-base [overflow-wrap:anywhere]">
          {title}
        </p>
      )}
      {text && (
        <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
          {text}
        </p>
      )}
    </div>
  );
}
