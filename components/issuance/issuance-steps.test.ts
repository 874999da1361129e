import { expect, test } from "vitest";
import { endingOf, issuanceSteps } from "@/components/issuance/issuance-steps";
import type { IssuanceView } from "@/lib/issuance/schema";

const offered: IssuanceView = {
  id: "i",
  state: "offered",
  contractId: "c",
  contractName: "Staff badge",
  format: "jwt_vc_json",
  offerUri: "openid-credential-offer://?credential_offer_uri=x",
  transactionCode: null,
  failure: null,
  credentialIds: [],
  createdAt: "2026-03-01T10:00:00.000Z",
  expiresAt: "2026-03-01T10:05:00.000Z",
  openedAt: null,
  redeemedAt: null,
  issuedAt: null,
  endedAt: null,
};
const at = "2026-03-01T10:01:00.000Z";
const states = (change: Partial<IssuanceView>) => issuanceSteps({ ...offered, ...change }).map(({ state }) => state);

test("the steps light up one after the other", () => {
  expect(states({})).toEqual(["done", "current", "upcoming", "upcoming"]);
  expect(states({ state: "opened", openedAt: at })).toEqual(["done", "done", "current", "upcoming"]);
  expect(states({ state: "redeemed", redeemedAt: at })).toEqual(["done", "done", "done", "current"]);
  expect(states({ state: "issued", redeemedAt: at, issuedAt: at })).toEqual(["done", "done", "done", "done"]);
});

test("a failure stands at the step that was not reached, with its cause and what to do", () => {
  const failed = {
    state: "failed",
    openedAt: at,
    failure: { code: "transaction_code", message: "The transaction code was wrong five times." },
  } as const;
  expect(states(failed)).toEqual(["done", "done", "failed", "upcoming"]);
  expect(endingOf({ ...offered, ...failed })).toEqual({
    cause: "The transaction code was wrong five times.",
    remedy: expect.stringContaining("new one"),
  });
});

test("an offer that ran out says whether a wallet had taken it", () => {
  expect(states({ state: "expired" })).toEqual(["done", "failed", "upcoming", "upcoming"]);
  expect(endingOf({ ...offered, state: "expired" })?.cause).toContain("Nobody");
  expect(endingOf({ ...offered, state: "expired", redeemedAt: at })?.cause).toContain("did not fetch");
  expect(endingOf(offered)).toBeNull();
});
