import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import { findDocumentOwner } from "@/lib/authority/documents";
import { generateDidConfiguration } from "@/lib/authority/generate-did-configuration";
import { generateDidDocument } from "@/lib/authority/generate-did-document";
import { getAuthority } from "@/lib/authority/get-authority";
import { keyChoiceOf } from "@/lib/authority/key-choice";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { LinkedDomainUrl } from "@/lib/authority/schema";
import { findIssuer } from "@/lib/authority/signer";
import { validateDidConfiguration } from "@/lib/authority/validate-did-configuration";
import type { EgressResult } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import { verifySignature } from "@/lib/keys/verify";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

/** What the network answers, by address. */
const web = new Map<string, unknown>();
const egress = {
  refusal: () => undefined,
  request: async (url: string): Promise<EgressResult> => {
    if (!web.has(url)) return { ok: false, cause: "connection refused by 10.0.0.7" };
    return { ok: true, status: 200, headers: {}, body: utf8(JSON.stringify(web.get(url))) };
  },
};
const platform = await testPlatform({ egress });
const ctx = await testCtx(platform);
const input = (linkedDomainUrl: string, name = "Contoso") => ({ name, linkedDomainUrl, didMethod: "web" as const });

describe("linked domains", () => {
  test.each([
    ["https://Verifiedid.Example.org", "https://verifiedid.example.org/"],
    ["https://verifiedid.example.org:443/", "https://verifiedid.example.org/"],
    ["https://verifiedid.example.org:8443/.well-known/did.json", "https://verifiedid.example.org:8443/"],
    ["http://localhost:3000", "http://localhost:3000/"],
    ["https://atest/", "https://atest/"],
  ])("%s is understood as %s", (given, stored) => {
    expect(LinkedDomainUrl.parse(given)).toBe(stored);
  });

  test.each([
    "http://verifiedid.example.org/",
    "https://user:word@example.org/",
    "https://example.org/?a=1",
    "https://example.org/#a",
    "https://example.org/path",
    "https://192.0.2.1/",
    "https://[2001:db8::1]/",
    "https://example..org/",
    "ftp://example.org/",
    "example.org",
    "",
  ])("%j is refused", (given) => {
    expect(LinkedDomainUrl.safeParse(given).success).toBe(false);
  });
});

test("a new authority has a DID of its domain, a key in the default store and an unverified domain", async () => {
  const authority = await createAuthority(ctx, input("https://new.example.org/"));
  expect(authority).toMatchObject({
    name: "Contoso",
    did: "did:web:new.example.org",
    linkedDomainUrl: "https://new.example.org/",
    linkedDomainsVerified: false,
    didDocumentStatus: "published",
    hostedHere: false,
    keyVaultMetadata: null,
    keys: [{ role: "current", backend: "jwk", keyType: "P-256", state: "enabled" }],
  });
  expect(authority.keys[0]?.keyId).toBe(
    `${authority.did}#${authority.keys[0]?.signingKeyId.replaceAll("-", "")}vcSigningKey-${authority.id.slice(0, 5)}`,
  );
  expect(await getAuthority(ctx, { authorityId: authority.id })).toEqual(authority);
});

test("an onboarded key can be chosen; a missing or foreign one is refused by field", async () => {
  const key = await onboardSigningKey(ctx, { backend: "jwk", name: "Chosen" });
  const authority = await createAuthority(ctx, { ...input("https://chosen.example.org/"), key: { id: key.id } });
  expect(authority.keys[0]).toMatchObject({ signingKeyId: key.id, name: "Chosen" });
  const stranger = await testCtx(platform, { tenant: "key-stranger" });
  const stolen = createAuthority(stranger, { ...input("https://stolen.example.org/"), key: { id: key.id } });
  await expect(stolen).rejects.toMatchObject({ code: "not_found", target: "key.id" });
  expect((await listAuthorities(stranger, {})).items).toEqual([]);
});

test("an onboarded key can be chosen by the id that onboarding it by API answered; no other tenant's by any", async () => {
  const kmsId = "324ebf67-6bcc-4439-8b81-260bf0a82532";
  const { id, publicJwk } = await onboardSigningKey(ctx, { backend: "jwk", name: "Named" });
  await ctx.db.signingKey.update({
    where: { tenantId_id: { tenantId: ctx.tenantId, id } },
    data: { reference: `arn:aws:kms:eu-central-1:111122223333:key/${kmsId}` },
  });
  if (!publicJwk) throw new Error("A key that is ready has a public half.");
  const stranger = await testCtx(platform, { tenant: "name-stranger" });
  for (const [index, name] of [kmsId, keyThumbprint(publicJwk)].entries()) {
    const asked = { ...input(`https://named-${index}.example.org/`), key: { id: name } };
    expect((await createAuthority(ctx, asked)).keys[0]).toMatchObject({ signingKeyId: id });
    await expect(createAuthority(stranger, asked)).rejects.toMatchObject({ code: "not_found", target: "key.id" });
  }
});

test("keyVaultMetadata chooses AWS KMS or an Azure Key Vault by its host, and the default store for vaults that we do not have", () => {
  const vault = (resourceUrl: string, hasAzureCredentials = false) =>
    keyChoiceOf({ keyVaultMetadata: { resourceUrl } }, { defaultBackend: "jwk", hasAzureCredentials });
  expect(vault("https://kms.eu-central-1.amazonaws.com/")).toEqual({
    backend: "aws",
    config: { credentials: "default", region: "eu-central-1" },
  });
  expect(vault("https://vccontosokv.vault.azure.net/")).toEqual({ backend: "jwk" });
  expect(vault("https://vccontosokv.vault.azure.net/", true)).toEqual({
    backend: "azure",
    config: { credentials: "default", vaultUrl: "https://vccontosokv.vault.azure.net" },
  });
  expect(vault("https://vault.azure.net.example.org/", true)).toEqual({ backend: "jwk" });
  expect(vault("https://kms.eu-central-1.amazonaws.com.example.org/")).toEqual({ backend: "jwk" });
});

test("a DID method other than web is refused by field", async () => {
  const ion = { ...input("https://ion.example.org/"), didMethod: "ion" as "web" };
  await expect(createAuthority(ctx, ion)).rejects.toMatchObject({ issues: [{ path: ["didMethod"] }] });
});

test("the issuer signs with its current key under the key id of its DID document (I8)", async () => {
  const authority = await createAuthority(ctx, input("https://signs.example.org/"));
  const issuer = await findIssuer(platform, authority.id);
  if (!issuer) throw new Error("no issuer");
  expect(issuer).toMatchObject({ tenantId: ctx.tenantId, did: authority.did, domainHost: "signs.example.org" });
  const signature = await issuer.signer.sign(utf8("hello"));
  expect(await verifySignature(issuer.publicJwk, issuer.algorithm, utf8("hello"), signature)).toBe(true);
  const document = await generateDidDocument(ctx, { authorityId: authority.id });
  expect(document.assertionMethod.map((id) => document.id + id)).toEqual([issuer.signer.keyId]);
  expect(document.verificationMethod[0]?.publicKeyJwk).toEqual(issuer.publicJwk);
  expect(JSON.stringify(document)).not.toContain('"d"');
});

test("nobody finds an issuer that never was, by whatever id", async () => {
  expect(await findIssuer(platform, "7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5")).toBeNull();
  expect(await findIssuer(platform, "' OR 1=1")).toBeNull();
});

test("authorities of one tenant on one domain share the document, own keys first; another tenant's stay out (I10)", async () => {
  const first = await createAuthority(ctx, input("https://shared.example.org/", "First"));
  platform.clock.advance(1);
  const second = await createAuthority(ctx, input("https://shared.example.org/", "Second"));
  platform.clock.advance(1);
  const stranger = await testCtx(platform, { tenant: "squatter" });
  const third = await createAuthority(stranger, input("https://shared.example.org/", "Third"));
  const ids = async (caller: typeof ctx, authorityId: string) =>
    (await generateDidDocument(caller, { authorityId })).verificationMethod.map(
      (method) => method.controller + method.id,
    );
  const [one, two, three] = [first, second, third].map(({ keys }) => keys[0]?.keyId);
  expect(await ids(ctx, first.id)).toEqual([one, two]);
  expect(await ids(ctx, second.id)).toEqual([two, one]);
  expect(await ids(stranger, third.id)).toEqual([three]);
  expect((await findDocumentOwner(platform, "SHARED.example.org"))?.authorityId).toBe(first.id);
});

describe("well-known DID configuration", () => {
  test("its token has exactly the members that wallets want and verifies with the document's key", async () => {
    const { id: authorityId, did } = await createAuthority(ctx, input("https://linkage.example.org/"));
    const configuration = await generateDidConfiguration(ctx, {
      authorityId,
      domainUrl: "https://LINKAGE.example.org",
    });
    expect(Object.keys(configuration).sort()).toEqual(["@context", "linked_dids"]);
    const [token = ""] = configuration.linked_dids;
    expect(Object.keys(decodeProtectedHeader(token)).sort()).toEqual(["alg", "kid"]);
    const payload = decodeJwt(token);
    expect(Object.keys(payload).sort()).toEqual(["exp", "iss", "nbf", "sub", "vc"]);
    expect(payload).toMatchObject({
      iss: did,
      sub: did,
      vc: {
        issuer: did,
        type: ["VerifiableCredential", "DomainLinkageCredential"],
        credentialSubject: { id: did, origin: "https://linkage.example.org/" },
      },
    });
    expect(payload.vc).not.toHaveProperty("id");
    const document = await generateDidDocument(ctx, { authorityId });
    const method = document.verificationMethod.find(({ id }) => did + id === decodeProtectedHeader(token).kid);
    await jwtVerify(token, await importJWK({ ...method?.publicKeyJwk }, "ES256"), { currentDate: platform.now() });
  });

  test("a domain of somebody else is refused", async () => {
    const { id: authorityId } = await createAuthority(ctx, input("https://mine.example.org/"));
    for (const domainUrl of ["https://other.example.org/", "mine", "https://mine.example.org:8443/"]) {
      const made = generateDidConfiguration(ctx, { authorityId, domainUrl });
      await expect(made).rejects.toMatchObject({ code: "domain_not_linked", target: "domainUrl" });
    }
    expect((await generateDidConfiguration(ctx, { authorityId })).linked_dids).toHaveLength(1);
  });
});

describe("validating the domain", () => {
  async function hosted(domain: string) {
    const { id: authorityId } = await createAuthority(ctx, input(`https://${domain}/`));
    const configuration = await generateDidConfiguration(ctx, { authorityId });
    const document = await generateDidDocument(ctx, { authorityId });
    const host = (files: { configuration?: unknown; document?: unknown }) => {
      web.set(`https://${domain}/.well-known/did-configuration.json`, files.configuration ?? configuration);
      web.set(`https://${domain}/.well-known/did.json`, files.document ?? document);
    };
    const verified = async () => (await getAuthority(ctx, { authorityId })).linkedDomainsVerified;
    return { authorityId, configuration, document, host, verified };
  }

  test("a domain that serves both files is verified, and no longer when it stops", async () => {
    const { authorityId, host, verified } = await hosted("good.example.org");
    host({});
    await validateDidConfiguration(ctx, { authorityId });
    expect(await verified()).toBe(true);
    web.delete("https://good.example.org/.well-known/did.json");
    await expect(validateDidConfiguration(ctx, { authorityId })).rejects.toMatchObject({
      code: "did_configuration_unreachable",
    });
    expect(await verified()).toBe(false);
  });

  test("what stands behind the firewall is told to the audit trail alone (E4)", async () => {
    const { authorityId } = await hosted("silent.example.org");
    const refusal = await validateDidConfiguration(ctx, { authorityId }).catch((error: Error) => error);
    expect(String(refusal)).not.toContain("10.0.0.7");
    const event = await ctx.db.auditEvent.findFirst({
      where: { tenantId: ctx.tenantId, targetId: authorityId, action: "authority.domain_refused" },
    });
    expect(JSON.stringify(event?.details)).toContain("10.0.0.7");
  });

  test("forged, foreign and stale entries are refused", async () => {
    const { authorityId, configuration, document, host, verified } = await hosted("picky.example.org");
    const [token = ""] = configuration.linked_dids;
    const other = await hosted("elsewhere.example.org");
    const [, payload = "", signature = ""] = token.split(".");
    const unsigned = `${Buffer.from('{"alg":"none","kid":"x"}').toString("base64url")}.${payload}.`;
    const wrong: { configuration?: unknown; document?: unknown }[] = [
      { configuration: {} },
      { configuration: { ...configuration, linked_dids: [] } },
      { configuration: { ...configuration, linked_dids: [unsigned, 7, "a.b.c"] } },
      {
        configuration: { ...configuration, linked_dids: [token.replace(signature, [...signature].reverse().join(""))] },
      },
      { configuration: other.configuration },
      { document: other.document },
      { document: { ...document, service: [] } },
      { document: { ...document, assertionMethod: [] } },
    ];
    for (const files of wrong) {
      host(files);
      await expect(validateDidConfiguration(ctx, { authorityId })).rejects.toMatchObject({
        code: "did_configuration_invalid",
      });
    }
    expect(await verified()).toBe(false);
    const late = { ...ctx, now: () => new Date("2060-01-01T00:00:00Z") };
    host({});
    await expect(validateDidConfiguration(late, { authorityId })).rejects.toMatchObject({
      code: "did_configuration_invalid",
    });
    // Entries of other DIDs may stand beside ours.
    host({ configuration: { ...configuration, linked_dids: [...other.configuration.linked_dids, token] } });
    await validateDidConfiguration(ctx, { authorityId });
    expect(await verified()).toBe(true);
  });

  test("a domain that leads to this server needs no network; a host of an older tenant stays that tenant's", async () => {
    const mine = await createAuthority(ctx, input("https://portal.example.org/"));
    expect(mine.hostedHere).toBe(true);
    await validateDidConfiguration(ctx, { authorityId: mine.id });
    expect((await getAuthority(ctx, { authorityId: mine.id })).linkedDomainsVerified).toBe(true);
    platform.clock.advance(1);
    const stranger = await testCtx(platform, { tenant: "late-comer" });
    const theirs = await createAuthority(stranger, input("https://portal.example.org/"));
    await expect(validateDidConfiguration(stranger, { authorityId: theirs.id })).rejects.toMatchObject({
      code: "did_configuration_invalid",
    });
  });
});

test("another tenant's authority does not exist for us, whatever we ask of it (I10, D3)", async () => {
  const { id: authorityId } = await createAuthority(ctx, input("https://private.example.org/"));
  const stranger = await testCtx(platform, { tenant: "nosy" });
  for (const verb of [getAuthority, generateDidDocument, generateDidConfiguration, validateDidConfiguration]) {
    await expect(verb(stranger, { authorityId })).rejects.toMatchObject({ code: "not_found" });
    await expect(verb(ctx, { authorityId: "none" })).rejects.toMatchObject({ code: "not_found" });
  }
  expect((await listAuthorities(stranger, {})).items).toEqual([]);
});
