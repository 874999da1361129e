/** A line of a text as it is, as it was, or as it stays. */
export interface LineChange {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond so many pairs of lines the middle is shown as all removed and all added, and nobody's page stands still. */
const PAIRS_MAX = 4_000_000;

/** The changes that lead from one text to another, line by line: those that stay are the longest common sequence. */
export function lineChanges(before: string, after: string): LineChange[] {
  const [old, next] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start++;
  let end = 0;
  const shorter = Math.min(old.length, next.length) - start;
  while (end < shorter && old[old.length - 1 - end] === next[next.length - 1 - end]) end++;
  const same = (texts: string[]) => texts.map((text) => ({ kind: "same" as const, text }));
  return [
    ...same(old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), next.slice(start, next.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

function middle(old: readonly string[], next: readonly string[]): LineChange[] {
  const removed = (texts: readonly string[]) => texts.map((text) => ({ kind: "removed" as const, text }));
  const added = (texts: readonly string[]) => texts.map((text) => ({ kind: "added" as const, text }));
  if (old.length * next.length > PAIRS_MAX) return [...removed(old), ...added(next)];
  const common = commonLengths(old, next);
  const width = next.length + 1;
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < next.length) {
    if (old[i] === next[j]) {
      changes.push({ kind: "same", text: old[i] ?? "" });
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) changes.push({ kind: "removed", text: old[i++] ?? "" });
    else changes.push({ kind: "added", text: next[j++] ?? "" });
  }
  return [...changes, ...removed(old.slice(i)), ...added(next.slice(j))];
}

/** How many lines the rests from each pair on have in common, row by row. */
function commonLengths(old: readonly string[], next: readonly string[]): Uint16Array {
  const width = next.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      const [below, right] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0];
      lengths[i * width + j] =
        old[i] === next[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  return lengths;
}
