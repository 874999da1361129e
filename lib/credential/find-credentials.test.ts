import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { findCredentials } from "@/lib/credential/find-credentials";
import type { CredentialView } from "@/lib/credential/schema";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

let ctx: Ctx;
let stranger: Ctx;
let parts: IssuingParts;
let issued: CredentialView;

beforeAll(async () => {
  const platform = await testPlatform();
  ctx = await testCtx(platform);
  stranger = await testCtx(platform, { tenant: "stranger" });
  parts = await issuingParts(ctx);
  // A composed and a decomposed é are one value to a person.
  const claims = { name: "Sample Person", number: "S-Caf\u00e9" };
  const { accessToken } = await redeemedOffer(ctx, parts, { claims });
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const [found] = await findCredentials(ctx, { contractId: parts.contract.id, text: claims.number });
  if (!found) throw new Error("The credential was not found by its value.");
  issued = found;
});

test("a credential is found by its id, as a URN or bare, without naming a contract", async () => {
  for (const text of [issued.urn, issued.id, ` ${issued.urn.toUpperCase()}\n`]) {
    expect(await findCredentials(ctx, { text })).toEqual([issued]);
  }
});

test("the indexed value finds it however it was pasted, and nothing but the whole value does", async () => {
  const contractId = parts.contract.id;
  for (const text of [" S-Caf\u00e9 ", "S-Cafe\u0301"]) {
    expect(await findCredentials(ctx, { contractId, text })).toEqual([issued]);
  }
  for (const text of ["S-", "s-caf\u00e9", "%"]) expect(await findCredentials(ctx, { contractId, text })).toEqual([]);
});

test("a value without a contract is refused with the field to fill, and the refusal does not repeat it (S2)", async () => {
  const refused = await findCredentials(ctx, { text: "S-secret-value" }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "invalid_request", details: { fields: { contractId: expect.any(String) } } });
  expect(String(refused)).not.toContain("S-secret-value");
});

test("another tenant finds neither by id nor by value, and does not know the contract (D3, I10)", async () => {
  expect(await findCredentials(stranger, { text: issued.urn })).toEqual([]);
  const search = findCredentials(stranger, { contractId: parts.contract.id, text: "S-Caf\u00e9" });
  await expect(search).rejects.toMatchObject({ code: "not_found" });
});

test("an id that was never given finds nothing", async () => {
  expect(await findCredentials(ctx, { text: `urn:pic:${"0".repeat(32)}` })).toEqual([]);
});
