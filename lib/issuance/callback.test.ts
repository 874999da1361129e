import { expect, test } from "vitest";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { anotherProcess, testCtx, testPlatform } from "@/lib/testing/ctx";
import { badgeClaims, codeOf, issuingParts, redeem } from "@/lib/testing/issuing";

test("an issuance that fails is told as receivers of the Request Service know it, with the cause within (section 14.2)", async () => {
  const told: { url: string; headers: Record<string, string>; event: Record<string, unknown> }[] = [];
  const platform = await testPlatform({
    egress: {
      request: async (url, { headers = {}, body }) => {
        told.push({ url, headers: { ...headers }, event: JSON.parse(String(body)) });
        return { ok: true, status: 204, headers: {}, body: new Uint8Array() };
      },
      refusal: () => undefined,
    },
  });
  const ctx = await testCtx(platform);
  const parts = await issuingParts(ctx);
  const callback = { url: "https://app.example.org/events", state: "order 7", headers: { "api-key": "sample" } };
  const { id, offerUri } = await createIssuance(ctx, {
    contractId: parts.contract.id,
    claims: badgeClaims,
    callback,
    transactionCode: { kind: "plain", value: "493827" },
  });
  const code = await codeOf(ctx, parts.issuer, offerUri);
  for (let tries = 1; tries <= 6; tries++) {
    await expect(redeem(ctx, parts.issuer, code, `00000${tries}`)).rejects.toMatchObject({ code: "invalid_grant" });
  }
  // The process that counted the fifth try may be gone by now: another one tells of it.
  await runOutbox(anotherProcess(platform));
  expect(told.map(({ event }) => event)).toEqual([
    { requestId: id, requestStatus: "request_retrieved", state: "order 7" },
    {
      requestId: id,
      requestStatus: "issuance_error",
      state: "order 7",
      error: {
        code: "IssuanceFlowFailed",
        message: "unspecified_error",
        innererror: { code: "transaction_code", message: expect.any(String) },
      },
    },
  ]);
  for (const { url, headers } of told) {
    expect([url, headers["api-key"]]).toEqual([callback.url, "sample"]);
    expect(headers["webhook-signature"]).toMatch(/^v1a,/);
  }
});
