import { beforeAll, expect, test, vi } from "vitest";
import { sampleDraft } from "@/components/issuance/issue-draft";
import { fieldsOf, issuerApiCall, issuerApiOffer, requestServiceOffer } from "@/components/issuance/issuer-calls";
import { getAuthority } from "@/lib/authority/get-authority";
import type { Ctx } from "@/lib/context";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { createCredentialOffer } from "@/lib/issuer/create-credential-offer";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { type IssuingParts, issuingParts } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let ctx: Ctx;
let token: string;
let parts: IssuingParts;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  token = await tokenFor(shared.platform, { role: "owner" });
  parts = await issuingParts(ctx, { formats: ["jwt_vc_json", "dc+sd-jwt", "mso_mdoc"] });
});

async function apiIssuable() {
  const { did, name, keys } = await getAuthority(ctx, { authorityId: parts.contract.authorityId });
  const [key] = keys;
  if (!key) throw new Error("The authority has no key.");
  return { ...parts.contract, did, authorityName: name, key: { backend: key.backend, id: key.signingKeyId } };
}

test.each([
  ["jwt_vc_json", "V1"],
  ["jwt_vc_json", "DRAFT11"],
  ["dc+sd-jwt", "DRAFT13"],
  ["mso_mdoc", "V1"],
] as const)("a request as shown for %s, %s, makes an offer of the contract", async (format, wireForm) => {
  const contract = await apiIssuable();
  const draft = { ...sampleDraft(contract), format, wireForm, callbackUrl: "" };
  const { request } = issuerApiCall(contract, contract.key, draft);
  const answer = await call("POST", request.path, { token, body: request.body, headers: { ...request.headers } });
  expect(answer.text).toMatch(/^openid-credential-offer:\/\//);
  expect(answer.status).toBe(200);
  const session = await ctx.db.issuanceSession.findFirstOrThrow({
    where: { tenantId: ctx.tenantId },
    orderBy: { createdAt: "desc" },
  });
  expect(session.contractId).toBe(parts.contract.id);
});

test("the portal makes the same request itself", async () => {
  const contract = await apiIssuable();
  const draft = { ...sampleDraft(contract), wireForm: "V1" as const, callbackUrl: "" };
  const { request } = issuerApiCall(contract, contract.key, draft);
  const offer = issuerApiOffer(contract, contract.key, draft);
  expect(offer.requests).toEqual([request.body]);
  expect((await createCredentialOffer(ctx, offer)).offerUri).toMatch(/^openid-credential-offer:/);
  expect((await createIssuance(ctx, requestServiceOffer(contract, draft))).offerUri).toMatch(/^openid-credential-/);
});

test("a refusal is brought to the field it is about", async () => {
  const contract = await apiIssuable();
  const refused = {
    statusCallbackUri: "one",
    "callback.url": "two",
    "credentialData.credentialSubject.staffNumber": "three",
    issuerKey: "four",
  };
  expect(fieldsOf(contract, refused)).toEqual({ callback: "two", number: "three" });
});
