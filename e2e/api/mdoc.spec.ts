import { inflateSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { decode, type Tag } from "cbor2";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { defaultServerEnv, keyChoices } from "@/e2e/support/issuing-setup";
import { badgeClaims, PortalApi, tokenOf } from "@/e2e/support/portal-api";
import { thirdPartyWallet } from "@/e2e/support/wallet/third-party";
import { securityObject, verifyMdoc } from "@/e2e/support/wallet/verify-mdoc";
import { claim } from "@/e2e/support/wallet/wallet";

async function setup(key: keyof typeof keyChoices, wallet = "own") {
  const name = `mdoc-${wallet}-${key}-${process.pid}`.toLowerCase();
  const api = new PortalApi(defaultServer.url, await tokenOf(defaultServerEnv, "--role", "owner", "--tenant", name));
  await api.onboard();
  const authority = await api.createAuthority(`https://${name}.example.org/`, keyChoices[key]);
  const contract = await api.createContract(authority.id, `Staff badge of ${name}`, { formats: ["mso_mdoc"] });
  const roots = async () => [await (await fetch(`${api.server}/certificates/${authority.id}/iaca`)).text()];
  return { api, authority, contract, domain: `${name}.example.org`, roots };
}

/** The status as a reader of mdocs gets it: the list as a CWT. */
async function statusOf(credential: string): Promise<number> {
  const status = securityObject(credential).get("status") as Map<string, Map<string, unknown>>;
  const entry = status.get("status_list");
  const uri = String(entry?.get("uri"));
  const answer = await fetch(uri, { headers: { accept: "application/statuslist+cwt" } });
  expect(answer.headers.get("content-type")).toBe("application/statuslist+cwt");
  const message = decode<Tag>(new Uint8Array(await answer.arrayBuffer()), { preferMap: true, ignoreGlobalTags: true });
  const [, , payload] = message.contents as [unknown, unknown, Uint8Array];
  const claims = decode(payload, { preferMap: true }) as Map<number, unknown>;
  expect(claims.get(2)).toBe(uri);
  const list = claims.get(65533) as Map<string, unknown>;
  const bits = Number(list.get("bits"));
  const at = Number(entry?.get("idx")) * bits;
  return ((inflateSync(list.get("lst") as Uint8Array)[at >> 3] ?? 0) >> (at & 7)) & (2 ** bits - 1);
}

for (const key of ["jwk", "aws"] as const) {
  test(`an mdoc signed by a key in ${key} is claimed, verified, found, revoked and seen revoked`, async () => {
    const issuing = await setup(key);
    const claims = badgeClaims();
    const { url } = await issuing.api.createIssuance(issuing, { claims, format: "mso_mdoc" });
    const { credential, key: holder } = await claim(url);
    const verified = await verifyMdoc(credential, { roots: await issuing.roots(), holder: holder.privateJwk });
    expect(verified.nameSpaces.StaffBadge).toMatchObject({ displayName: claims.name, staffNumber: claims.number });
    expect(await statusOf(credential)).toBe(0);
    const [found] = await issuing.api.searchCredentials(issuing, claims.number);
    await issuing.api.revokeCredential(issuing, found?.id ?? "");
    expect(await statusOf(credential)).toBe(1);
  });
}

test("someone else's wallet claims an mdoc", async () => {
  const issuing = await setup("jwk", "other");
  const { url } = await issuing.api.createIssuance(issuing, { format: "mso_mdoc" });
  const { client, newSigner, privateJwk } = thirdPartyWallet();
  const credentialOffer = await client.resolveCredentialOffer(url);
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
  const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer,
    issuerMetadata,
  });
  const credentialConfigurationId = credentialOffer.credential_configuration_ids[0] ?? "";
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
  const signer = await newSigner();
  const proof = { signer, nonce, issuerMetadata, credentialConfigurationId };
  const { jwt } = await client.createCredentialRequestJwtProof(proof);
  const { credentialResponse } = await client.retrieveCredentials({
    issuerMetadata,
    credentialConfigurationId,
    accessToken: accessTokenResponse.access_token,
    proofs: { jwt: [jwt] },
  });
  const [first] = credentialResponse.credentials ?? [];
  const credential = String(typeof first === "object" && "credential" in first ? first.credential : first);
  const holder = await privateJwk(signer.publicJwk);
  expect((await verifyMdoc(credential, { roots: await issuing.roots(), holder })).docType).toBe("StaffBadge");
});
