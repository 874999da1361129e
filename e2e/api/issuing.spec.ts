import { expect, test } from "@playwright/test";
import { compactVerify, decodeJwt, decodeProtectedHeader } from "jose";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { badgeClaims } from "@/e2e/support/portal-api";
import { ask } from "@/e2e/support/wallet/ask";
import { assertionKey, type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { bitstringStatus, fetchStatusList, tokenStatus } from "@/e2e/support/wallet/status";
import { sameKey, verifyCredential } from "@/e2e/support/wallet/verify-credential";
import {
  askCredential,
  type CredentialAnswer,
  claim,
  getNonce,
  getToken,
  granted,
  notify,
  openOffer,
} from "@/e2e/support/wallet/wallet";

const formats = ["jwt_vc_json", "dc+sd-jwt"] as const;

for (const key of ["jwk", "aws"] as const) {
  test.describe(`an authority whose key is held by ${key}`, () => {
    let setup: IssuingSetup;
    let document: DidDocument;

    test.beforeAll(async () => {
      setup = await issuingSetup({ name: `journey-${key}-${process.pid}`, key });
      document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
    });

    test("hosts the DID documents that the API generates, for its own domain only (I8)", async () => {
      const { api, authority, domain } = setup;
      expect(authority.kmsMetadata.backend).toBe(key);
      expect(authority.didModel.did).toBe(`did:web:${domain}`);
      expect(await api.must(200, "POST", `/authorities/${authority.id}/generateDidDocument`)).toEqual(document);

      const route = `/authorities/${authority.id}/generateWellknownDidConfiguration`;
      const generated = await api.must<{ linked_dids: string[] }>(200, "POST", route, {
        domainUrl: `https://${domain}/`,
      });
      const hosted = await ask(`${api.server}/.well-known/did-configuration.json`, { host: domain });
      expect(hosted.json<typeof generated>().linked_dids).toHaveLength(1);
      for (const linkage of [...generated.linked_dids, ...hosted.json<typeof generated>().linked_dids]) {
        const { alg = "", kid = "" } = decodeProtectedHeader(linkage);
        await compactVerify(linkage, await assertionKey(document, kid, alg));
        expect(decodeJwt(linkage)).toMatchObject({
          iss: document.id,
          sub: document.id,
          vc: { credentialSubject: { id: document.id, origin: `https://${domain}/` } },
        });
      }
      const stranger = await ask(`${api.server}/.well-known/did.json`, { host: "nobody.example.org" });
      expect(stranger.status).toBe(404);
    });

    for (const format of formats) {
      test(`issues ${format}: claimed, verified, found, revoked and seen revoked by others' eyes (I1, I5)`, async () => {
        const { api } = setup;
        const claims = badgeClaims();
        const holder = await HolderKey.make();
        const request = await api.createIssuance(setup, { format, claims });
        const claimed = await claim(request.url, { key: holder });
        const verified = await verifyCredential(format, claimed.credential, document);

        expect(verified.claims).toMatchObject({ displayName: claims.name, staffNumber: claims.number });
        expect(await sameKey(verified.holderJwk, holder.publicJwk)).toBe(true);
        const configuration = claimed.metadata.credential_configurations_supported[claimed.configurationId];
        expect(configuration?.format).toBe(format);
        if (format === "dc+sd-jwt") {
          const { vct, display, claims: described = [] } = verified.typeMetadata ?? {};
          expect({ vct, languages: display?.length }).toEqual({ vct: configuration?.vct, languages: 2 });
          const paths = described.map(({ path }) => path.join("."));
          expect(paths).toEqual(expect.arrayContaining(["displayName", "staffNumber"]));
        }
        expect((await notify(claimed, claimed.token, claimed.notificationId, "credential_accepted")).status).toBe(204);

        expect(await api.searchCredentials(setup, claims.number)).toEqual([
          expect.objectContaining({ id: verified.id, status: "valid" }),
        ]);
        expect(await api.searchCredentials(setup, "somebody else")).toEqual([]);
        expect(await api.getCredential(setup, verified.id)).toMatchObject({ id: verified.id, status: "valid" });
        expect(await tokenStatus(verified.status, document)).toBe(0);
        const before = await fetchStatusList(verified.status.uri);
        const etag = before.headers.etag ?? "none";
        expect((await fetchStatusList(verified.status.uri, etag)).status).toBe(304);
        if (verified.bitstring) expect(await bitstringStatus(verified.bitstring, document)).toBe(0);

        await api.revokeCredential(setup, verified.id);
        const after = await fetchStatusList(verified.status.uri, etag);
        expect({ status: after.status, same: after.headers.etag === etag }).toEqual({ status: 200, same: false });
        expect(after.headers["content-type"]).toBe("application/statuslist+jwt");
        expect(await tokenStatus(verified.status, document)).toBe(1);
        if (verified.bitstring) expect(await bitstringStatus(verified.bitstring, document)).toBe(1);
        expect((await api.getCredential(setup, verified.id)).status).toBe("issuerRevoked");
        await api.revokeCredential(setup, verified.id);

        const reask = await holder.proof(claimed.issuer, await getNonce(claimed));
        const denied = await askCredential(claimed, claimed.token, [reask]);
        expect(denied.json().error).toBe("credential_request_denied");
      });
    }
  });
}

test.describe("what a wallet may choose", () => {
  let setup: IssuingSetup;
  let document: DidDocument;
  test.beforeAll(async () => {
    setup = await issuingSetup({ name: `choices-${process.pid}` });
    document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  });
  const offered = async (options = {}) => (await setup.api.createIssuance(setup, options)).url;

  test("a batch gives each key a credential of its own with an entry of its own (I4)", async () => {
    const opened = await openOffer(await offered({ format: "dc+sd-jwt" }));
    const token = await getToken(opened);
    const keys = await Promise.all(Array.from({ length: 10 }, () => HolderKey.make()));
    const nonce = await getNonce(opened);
    const proofs = await Promise.all(keys.map((key) => key.proof(opened.issuer, nonce)));
    const { credentials } = granted<CredentialAnswer>("batch", await askCredential(opened, token, proofs));
    const verified = await Promise.all(
      credentials.map(({ credential }) => verifyCredential("dc+sd-jwt", credential, document)),
    );
    expect(
      await Promise.all(verified.map(({ holderJwk }, at) => sameKey(holderJwk, keys[at]?.publicJwk ?? {}))),
    ).toEqual(keys.map(() => true));
    expect(new Set(verified.map(({ status }) => `${status.uri} ${status.idx}`)).size).toBe(10);
    expect(new Set(verified.map(({ id }) => id)).size).toBe(10);
  });

  test("keys are named by jwk or did:jwk, P-256 or Ed25519, in proofs or in the older proof", async () => {
    for (const algorithm of ["ES256", "EdDSA"] as const) {
      const holder = await HolderKey.make(algorithm);
      const byDid = await openOffer(await offered({ format: "jwt_vc_json" }));
      const proof = await holder.didProof(byDid.issuer, await getNonce(byDid));
      const body = { credential_configuration_id: byDid.configurationId, proof: { proof_type: "jwt", jwt: proof } };
      const answer = await askCredential(byDid, await getToken(byDid), [], { body });
      const [first] = granted<CredentialAnswer>("older proof", answer).credentials;
      const verified = await verifyCredential("jwt_vc_json", first?.credential ?? "", document);
      expect(decodeJwt(first?.credential ?? "").sub).toBe(holder.did);
      expect(await sameKey(verified.holderJwk, holder.publicJwk)).toBe(true);
    }
  });

  test("authorization details come back with a credential identifier, which then names the credential", async () => {
    const opened = await openOffer(await offered());
    const details = [{ type: "openid_credential", credential_configuration_id: opened.configurationId }];
    const fields = { authorization_details: JSON.stringify(details) };
    const claimed = await getToken(opened, { fields });
    expect(claimed.authorization_details).toEqual([
      expect.objectContaining({
        credential_configuration_id: opened.configurationId,
        credential_identifiers: [expect.any(String)],
      }),
    ]);
    const proof = await (await HolderKey.make()).proof(opened.issuer, await getNonce(opened));
    expect((await askCredential(opened, claimed, [proof])).status).toBe(200);
  });
});
