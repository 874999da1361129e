import { beforeAll, expect, test, vi } from "vitest";
import { sampleDraft } from "@/components/issuance/issue-draft";
import { issuerApiCall } from "@/components/issuance/issuer-calls";
import { getAuthority } from "@/lib/authority/get-authority";
import type { Ctx } from "@/lib/context";
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
  parts = await issuingParts(ctx);
});

test.each([
  ["jwt_vc_json", "V1"],
  ["jwt_vc_json", "DRAFT11"],
  ["dc+sd-jwt", "DRAFT13"],
] as const)("a request as shown for %s, %s, makes an offer of the contract", async (format, wireForm) => {
  const { did, name, keys } = await getAuthority(ctx, { authorityId: parts.contract.authorityId });
  const [key] = keys;
  if (!key) throw new Error("The authority has no key.");
  const contract = { ...parts.contract, did, authorityName: name };
  const draft = { ...sampleDraft(contract), format, wireForm, callbackUrl: "" };
  const { request } = issuerApiCall(contract, { backend: key.backend, id: key.signingKeyId }, draft);
  const answer = await call("POST", request.path, { token, body: request.body, headers: { ...request.headers } });
  expect(answer.text).toMatch(/^openid-credential-offer:\/\//);
  expect(answer.status).toBe(200);
  const session = await ctx.db.issuanceSession.findFirstOrThrow({
    where: { tenantId: ctx.tenantId },
    orderBy: { createdAt: "desc" },
  });
  expect(session.contractId).toBe(parts.contract.id);
});
