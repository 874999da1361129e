import { expect, test, vi } from "vitest";
import { Problem } from "@/lib/kernel/errors";

test("a refusal is known as one whichever copy of the bundle threw it", async () => {
  vi.resetModules();
  const copy = await import("@/lib/kernel/errors");
  expect(copy.Problem).not.toBe(Problem);
  expect(new copy.Problem("not_found", "There is no such thing.")).toBeInstanceOf(Problem);
  for (const other of [new Error("a bug"), { name: "Problem" }, null, "not_found"]) {
    expect(other instanceof Problem).toBe(false);
  }
});
