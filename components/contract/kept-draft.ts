import type { ContractDraft } from "@/components/contract/draft/contract-draft";

/** A draft as it waits in the browser. `base` is the tag of the published contract it was begun on; null for a new one. */
interface KeptDraft {
  base: string | null;
  draft: ContractDraft;
}

export const keptText = ({ base, draft: { json, text } }: KeptDraft): string => JSON.stringify({ base, json, text });

/** What cannot be read, as after an upgrade or by another hand, counts as no draft. */
export function readKept(stored: string | null): KeptDraft | null {
  if (stored === null) return null;
  try {
    const { base = null, json, text = null } = JSON.parse(stored) as Record<string, unknown>;
    const readable = json !== undefined && [base, text].every((one) => one === null || typeof one === "string");
    return readable ? ({ base, draft: { json, text } } as KeptDraft) : null;
  } catch {
    return null;
  }
}
