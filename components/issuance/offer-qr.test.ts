import { expect, test } from "vitest";
import { isForDemoWallet } from "@/components/issuance/offer-qr";

const offer = (path: string) =>
  `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(`https://portal.example.org/oid4vci/1${path}/offers/draft13-like`)}`;

test("the demo wallet is not proposed for an offer that it would spend and could not take", () => {
  expect(isForDemoWallet(offer(""))).toBe(true);
  expect(isForDemoWallet(offer("/draft13"))).toBe(false);
  expect(isForDemoWallet(offer("/draft11"))).toBe(false);
});
