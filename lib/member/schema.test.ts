import { expect, test } from "vitest";
import { NewAccount, passwordStrength } from "@/lib/member/schema";

const faults = (email: string, password: string): string[] => {
  const checked = NewAccount.safeParse({ email, password });
  return checked.success ? [] : checked.error.issues.map((issue) => String(issue.path[0]));
};

test("a password has at least 12 characters and is not made from the e-mail address", () => {
  expect(faults("owner@example.org", "correct horse")).toEqual([]);
  expect(faults("owner@example.org", "elevenchars")).toEqual(["password"]);
  expect(faults("owner@example.org", "OWNER@example.org")).toEqual(["password"]);
  expect(faults("owner@example.org", "owner@example.org1")).toEqual(["password"]);
  expect(faults("owner", "correct horse")).toEqual(["email"]);
});

test("the strength hint tells how much is missing and prefers length", () => {
  expect(passwordStrength("short")).toMatchObject({ score: 0, advice: "7 more characters to go." });
  expect(passwordStrength("aaaaaaaaaaaaaaaa").score).toBe(1);
  expect(passwordStrength("correct horse").score).toBe(2);
  expect(passwordStrength("correct horse battery staple").score).toBe(4);
});
