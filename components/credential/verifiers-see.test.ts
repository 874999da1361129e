import { expect, test } from "vitest";
import { verifiersSee } from "@/components/credential/verifiers-see";

const clock = (moment: string) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

test("the minute that is named is never before the list's time to live is over", () => {
  expect(verifiersSee("2026-03-01T10:20:00.000Z", 300)).toContain(clock("2026-03-01T10:25:00.000Z"));
  expect(verifiersSee("2026-03-01T10:20:30.000Z", 300)).toContain(clock("2026-03-01T10:26:00.000Z"));
});
