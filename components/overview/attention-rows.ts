import { type AttentionWords, attentionWords } from "@/components/overview/attention-words";
import type { Attention } from "@/lib/tenant/schema";

export interface AttentionRow extends AttentionWords {
  key: string;
}

/** So many of a kind may stand side by side; more of them are told in one. */
const APART = 2;
/** So many of them are told by name. */
const NAMED = 3;

const weight = { danger: 0, warning: 1, neutral: 2 } as const;

/** What wants a hand, the worst first. What holds for many authorities is said once, with their names. */
export function attentionRows(attention: readonly Attention[]): AttentionRow[] {
  const kinds = [...new Set(attention.map(({ kind }) => kind))];
  return kinds
    .map((kind) => attention.filter((each) => each.kind === kind))
    .flatMap((alike) => together(alike) ?? alike.map(alone))
    .sort((left, right) => weight[left.tone] - weight[right.tone]);
}

const alone = (each: Attention): AttentionRow => ({
  key: `${each.kind}-${each.subject?.id ?? ""}`,
  ...attentionWords(each),
});

function together(alike: readonly Attention[]): AttentionRow | null {
  const [first] = alike;
  const title = first && alike.length > APART ? titles[first.kind]?.(alike.length) : undefined;
  if (!first || !title) return null;
  const words = attentionWords(first);
  const action =
    first.kind === "domainNotLinked" ? { label: "See the authorities", href: "/authorities" } : words.action;
  return { key: first.kind, ...words, title, detail: `${namesOf(alike)}. ${words.detail}`, action };
}

const titles: Partial<Record<Attention["kind"], (count: number) => string>> = {
  developmentKey: (count) => `${count} authorities sign with a development key`,
  domainNotLinked: (count) => `${count} authorities: domain not verified`,
};

function namesOf(alike: readonly Attention[]): string {
  const names = alike.map(({ subject }) => subject?.name ?? "");
  const rest = names.length - NAMED;
  return new Intl.ListFormat("en-GB").format([...names.slice(0, NAMED), ...(rest > 0 ? [`${rest} more`] : [])]);
}
