import { gunzipSync } from "node:zlib";
import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { createContract } from "@/lib/contract/create-contract";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { publishStatusList } from "@/lib/status-list/publish";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const platform = await testPlatform();
const ctx = await testCtx(platform);
const { issuer } = await issuingParts(ctx);

async function issueWith(customStatusEndpoint: {
  url: string;
  type: "StatusList2021Entry" | "BitstringStatusListEntry";
}) {
  const sample = badge(issuer.authorityId, { name: customStatusEndpoint.type });
  const contract = await createContract(ctx, { ...sample, rules: { ...sample.rules, customStatusEndpoint } });
  const { accessToken } = await redeemedOffer(ctx, { issuer, contract });
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, issuer)]);
  const payload = decodeJwt<{
    jti: string;
    vc: { "@context": string[]; credentialStatus: Record<string, string> };
    status: { status_list: { uri: string } };
  }>(credentials[0] ?? "");
  return { payload, revoke: () => revokeCredential(ctx, { contractId: contract.id, credentialId: payload.jti }) };
}

const cases = [
  {
    type: "StatusList2021Entry",
    encoding: "list2021",
    path: "/2021",
    listType: "StatusList2021",
    context: "https://w3id.org/vc/status-list/2021/v1",
    sign: "",
  },
  {
    type: "BitstringStatusListEntry",
    encoding: "bitstring",
    path: "/bitstring",
    listType: "BitstringStatusList",
    context: "https://www.w3.org/ns/credentials/status/v1",
    sign: "u",
  },
] as const;

test.each(cases)(
  "a credential names the organisation's own endpoint as $type, and what we serve for it tells of a revocation (I5)",
  async ({ type, encoding, path, listType, context, sign }) => {
    const { payload, revoke } = await issueWith({ url: "https://status.example.org/lists/", type });
    const { credentialStatus } = payload.vc;
    const listId = /\/status-lists\/([^/]+)$/.exec(payload.status.status_list.uri)?.[1] ?? "";
    expect(credentialStatus).toEqual({
      id: `https://status.example.org/lists/${listId}#${credentialStatus.statusListIndex}`,
      type,
      statusPurpose: "revocation",
      statusListIndex: expect.stringMatching(/^\d+$/),
      statusListCredential: `https://status.example.org/lists/${listId}`,
    });
    expect(payload.vc["@context"]).toContain(context);

    const index = Number(credentialStatus.statusListIndex);
    const bit = async () => {
      const list = await publishStatusList(platform, listId, encoding);
      const { vc, sub } = decodeJwt<{ vc: { type: string[]; credentialSubject: Record<string, string> } }>(
        list?.text ?? "",
      );
      expect(sub).toBe(`https://portal.example.org/status-lists/${listId}${path}`);
      expect(vc.type).toEqual(["VerifiableCredential", `${listType}Credential`]);
      expect(vc.credentialSubject).toMatchObject({ type: listType, statusPurpose: "revocation" });
      const { encodedList = "" } = vc.credentialSubject;
      expect(encodedList.startsWith(`${sign}H4sI`)).toBe(true);
      const bits = gunzipSync(Buffer.from(encodedList.slice(sign.length), "base64url"));
      return ((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
    };
    expect(await bit()).toBe(0);
    await revoke();
    expect(await bit()).toBe(1);
  },
);

test("an endpoint that cannot tell lists apart, or of another kind, is refused at its place", async () => {
  const sample = badge(issuer.authorityId, { name: "Refused" });
  const refused = (customStatusEndpoint: object) =>
    createContract(ctx, { ...sample, rules: { ...sample.rules, customStatusEndpoint } } as typeof sample).catch(
      (error: { issues?: { path: string[] }[] }) => error.issues?.[0]?.path.join("."),
    );
  const type = "StatusList2021Entry";
  const place = "rules.customStatusEndpoint";
  expect(await refused({ url: "https://status.example.org/?list=1", type })).toBe(`${place}.url`);
  expect(await refused({ url: "http://status.example.org/", type })).toBe(`${place}.url`);
  expect(await refused({ url: "https://status.example.org/", type: "RevocationList2020Status" })).toBe(`${place}.type`);
});
