import { invalidField } from "@/lib/kernel/errors";
import { jsonPath } from "@/lib/kernel/json-path";

/** Text that can be stored and sent on: no NUL, which databases refuse, and no lone half of a character. */
export const isWholeText = (text: string): boolean => !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);

/** Refuses broken text anywhere in a value made of plain objects, lists and scalars, and names its place. */
export function requireWholeTexts(value: unknown, path: readonly PropertyKey[] = []): void {
  if (typeof value === "string") {
    if (!isWholeText(value)) throw invalidField(jsonPath(path), "This text holds a character that is none: remove it.");
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (!isWholeText(name)) throw invalidField(jsonPath(path), "A member's name holds a character that is none.");
      requireWholeTexts(member, [...path, Array.isArray(value) ? Number(name) : name]);
    }
  }
}
