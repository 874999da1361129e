import type { ContractDraft } from "@/components/contract/draft/contract-draft";

export interface DraftHistory {
  readonly past: readonly ContractDraft[];
  readonly future: readonly ContractDraft[];
  /** The field of the last edit: typing on in one field is one step back. */
  readonly field: string | null;
}

const STEPS = 100;

export const emptyHistory: DraftHistory = { past: [], future: [], field: null };

export function remember(history: DraftHistory, before: ContractDraft, field: string | null): DraftHistory {
  if (field !== null && field === history.field) return { ...history, future: [] };
  return { past: [...history.past, before].slice(-STEPS), future: [], field };
}

interface Step {
  history: DraftHistory;
  draft: ContractDraft;
}

export function undo({ past, future }: DraftHistory, now: ContractDraft): Step | null {
  const draft = past.at(-1);
  return draft ? { draft, history: { past: past.slice(0, -1), future: [now, ...future], field: null } } : null;
}

export function redo({ past, future }: DraftHistory, now: ContractDraft): Step | null {
  const [draft, ...rest] = future;
  return draft ? { draft, history: { past: [...past, now], future: rest, field: null } } : null;
}
