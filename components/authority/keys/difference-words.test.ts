import { expect, test } from "vitest";
import { byWeight, differenceWords } from "@/components/authority/keys/difference-words";
import type { DocumentDifference } from "@/lib/authority/schema";

const missing: DocumentDifference = { kind: "missingKey", hinders: true, role: "next", fragment: "ab12" };

test("a missing key is named by what it does, and it is said when that does no harm", () => {
  expect(differenceWords(missing)).toBe("The new key (#ab12) is missing.");
  expect(differenceWords({ ...missing, role: "retired", hinders: false })).toBe(
    "A retired key (#ab12) is missing. No valid credential needs it, so that does no harm.",
  );
});

test("every kind of difference is a sentence without gaps, what hinders first", () => {
  const others: DocumentDifference[] = [
    { kind: "elsewhere", hinders: false },
    { kind: "foreignKey", hinders: false, fragment: "x" },
    { kind: "missingDomain", hinders: false, domain: "https://works.example.org/" },
    { kind: "did", hinders: true },
    { kind: "otherKey", hinders: true, role: "current", fragment: "y" },
  ];
  for (const one of others) expect(differenceWords(one)).toMatch(/^[A-Z].*\.$/);
  for (const one of others) expect(differenceWords(one)).not.toContain("undefined");
  expect([...others].sort(byWeight).map(({ hinders }) => hinders)).toEqual([true, true, false, false, false]);
});
