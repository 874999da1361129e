import { expect, test } from "vitest";
import { firstSteps } from "@/components/overview/first-steps";

const none = { signingKeys: 0, authorities: 0, contracts: 0, offers: 0, issued: 0, revoked: 0 };

test("a new owner is led to a key first", () => {
  expect(firstSteps(none).map((step) => step.state)).toEqual([
    "current",
    "upcoming",
    "upcoming",
    "upcoming",
    "upcoming",
  ]);
});

test("what was done out of order stays done, and the gap is the next step", () => {
  const states = firstSteps({ ...none, signingKeys: 1, contracts: 2 }).map((step) => step.state);
  expect(states).toEqual(["done", "current", "done", "upcoming", "upcoming"]);
});

test("after the first claimed credential nothing is left to do", () => {
  const all = { signingKeys: 1, authorities: 1, contracts: 1, offers: 1, issued: 1, revoked: 0 };
  expect(firstSteps(all).every((step) => step.state === "done")).toBe(true);
});

test("an owner in a hurry makes key and authority in one go", () => {
  expect(firstSteps(none)[1]?.shortcut?.href).toBe("/authorities/new");
  expect(firstSteps({ ...none, signingKeys: 1 })[1]?.shortcut).toBeUndefined();
});
