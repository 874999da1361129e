import { expect, test } from "vitest";
import { attentionRows } from "@/components/overview/attention-rows";
import type { Attention } from "@/lib/tenant/schema";

const about = (kind: Attention["kind"], ...names: string[]): Attention[] =>
  names.map((name) => ({ kind, subject: { id: `id of ${name}`, name } }));

test("what holds for many authorities is said once, with their names, and the worst comes first", () => {
  const rows = attentionRows([
    ...about("domainNotLinked", "One", "Two", "Three", "Four", "Five"),
    ...about("developmentKey", "One", "Two"),
    { kind: "offersFailing", subject: null },
  ]);
  expect(rows.map(({ title }) => title)).toEqual([
    "Offers are failing",
    "5 authorities: domain not verified",
    "One signs with a development key",
    "Two signs with a development key",
  ]);
  expect(rows[1]?.detail).toContain("One, Two, Three and 2 more. Wallets cannot tell");
  expect(rows[1]?.action?.href).toBe("/authorities");
});
