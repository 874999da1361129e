import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hasWords } from "@/components/audit/action-words";

/** Every action that the sources record, by the way they write it. */
function recordedActions(): string[] {
  const root = path.join(process.cwd(), "lib");
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("generated"),
  );
  const texts = sources.map((file) => readFileSync(path.join(root, file), "utf8"));
  return texts.flatMap((text) =>
    [...text.matchAll(/\baction: "([a-z_]+\.[a-z_]+)"/g)].map(([, action]) => action ?? ""),
  );
}

test("whatever is written into the activity is told in words of its own", () => {
  const actions = new Set(recordedActions());
  expect(actions.size).toBeGreaterThan(40);
  expect([...actions].filter((action) => !hasWords(action))).toEqual([]);
});
