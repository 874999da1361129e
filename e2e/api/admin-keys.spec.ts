import { expect, test } from "@playwright/test";
import { refusalIn, refused } from "@/e2e/support/admin-refusal";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { type DomainHost, domainHost, type Served } from "@/e2e/support/domain-host";
import { defaultServerEnv, keyChoices } from "@/e2e/support/issuing-setup";
import { type Authority, type Contract, type Issuing, PortalApi, tokenOf } from "@/e2e/support/portal-api";
import type { Answer } from "@/e2e/support/wallet/ask";
import type { DidDocument } from "@/e2e/support/wallet/did-document";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";
import { claim } from "@/e2e/support/wallet/wallet";

/** Keys and DID artefacts of an authority whose domain somebody else serves (reference, section 7; security P5, I8). */

interface Shown extends Authority {
  linkedDomainsVerified: boolean;
  didModel: { did: string; signingKeys: string[]; linkedDomainUrls: string[]; didDocumentStatus: string };
}

let api: PortalApi;
let host: DomainHost;
let authority: Shown;
let contract: Contract;

test.beforeAll(async () => {
  host = await domainHost();
  api = new PortalApi(
    defaultServer.url,
    await tokenOf(defaultServerEnv, "--role", "owner", "--tenant", `admin-keys-${process.pid}`),
  );
  await api.onboard();
  authority = (await api.createAuthority(host.url, keyChoices.jwk)) as Shown;
  contract = await api.createContract(authority.id, "Badge");
});
test.afterAll(() => host.stop());

const issuing = (): Issuing => ({ authority, contract });
const of = (id: string) => (action: string, body?: unknown) => api.call("POST", `/authorities/${id}/${action}`, body);
const post = (action: string, body?: unknown) => of(authority.id)(action, body);
const generated = async () => (await post("generateDidDocument")).json<DidDocument>();
const configured = async () =>
  (await post("generateWellknownDidConfiguration", {})).json<{ linked_dids: string[]; "@context": string }>();
const synchronized = async () => (await post("didInfo/synchronizeWithDidDocument")).json<Shown>();

async function publish(): Promise<DidDocument> {
  const document = await generated();
  host.files.set("did.json", { json: document });
  host.files.set("did-configuration.json", { json: await configured() });
  return document;
}

const issued = async () => (await claim((await api.createIssuance(issuing())).url)).credential;
const signerOf = (credential: string): string =>
  JSON.parse(Buffer.from(credential.split(".")[0] ?? "", "base64url").toString()).kid;

test("the old key signs until the served document has the new one and every key still needed (P5, I8)", async () => {
  const first = await publish();
  const before = await issued();
  const oldKey = signerOf(before);

  const rotated = (await post("didInfo/signingKeys/rotate")).json<Shown>();
  expect(rotated.didModel).toMatchObject({ didDocumentStatus: "outOfSync", signingKeys: { length: 2 } });
  const second = await generated();
  expect(second.verificationMethod.map(({ id }) => id)).toEqual([expect.any(String), first.verificationMethod[0]?.id]);

  const [young, old] = second.verificationMethod;
  const without = (key: typeof young): DidDocument => ({
    ...second,
    verificationMethod: second.verificationMethod.filter(({ id }) => id !== key?.id),
  });
  const stale: [string, Served][] = [
    ["nothing", { status: 404 }],
    ["the former document", { json: first }],
    ["the new key alone, though credentials need the old one", { json: without(old) }],
    [
      "the new key under the old one's name",
      { json: { ...second, verificationMethod: [{ ...old, id: young?.id }, old] } },
    ],
    ["another DID's document", { json: { ...second, id: "did:web:other.example.org" } }],
    ["no JSON", { text: "<html>" }],
    ["a redirect", { status: 302, location: `${defaultServer.url}/.well-known/did.json` }],
  ];
  for (const [what, served] of stale) {
    host.files.set("did.json", served);
    const answer = await post("didInfo/synchronizeWithDidDocument");
    expect([what, answer.status, answer.json()]).toEqual([what, 200, rotated]);
  }
  host.files.set("did.json", { json: first });
  expect(signerOf(await issued())).toBe(oldKey);

  host.files.set("did.json", { json: second });
  expect((await synchronized()).didModel).toEqual({ ...rotated.didModel, didDocumentStatus: "published" });
  const after = await issued();
  expect(signerOf(after)).toBe(authority.didModel.did + young?.id);
  for (const credential of [before, after]) await verifyCredential("jwt_vc_json", credential, second);
});

test("a key on another curve waits as the next one; curves that no wallet knows are refused (section 13)", async () => {
  for (const body of [{}, { signingKeyCurve: "P-1" }, { signingKeyCurve: "RSA-2048" }]) {
    expect(refused(await post("didInfo/signingKeys", body))).toEqual([400, "badOrMissingField", "signingKeyCurve"]);
  }
  const { kmsMetadata } = (await api.call("GET", `/authorities/${authority.id}`)).json<Shown>();
  const made = await post("didInfo/signingKeys", { signingKeyCurve: "P-384" });
  expect([made.status, made.json()]).toEqual([
    201,
    { id: expect.any(String), keyUrl: expect.stringMatching(/^http/), curve: "P-384" },
  ]);
  const shown = (await api.call("GET", `/authorities/${authority.id}`)).json<Shown>();
  expect(shown.didModel.signingKeys[0]).toBe(made.json().keyUrl);
  expect([shown.didModel.didDocumentStatus, shown.kmsMetadata]).toEqual(["outOfSync", kmsMetadata]);
  const [newest] = (await publish()).verificationMethod;
  expect(newest?.publicKeyJwk).toMatchObject({ kty: "EC", crv: "P-384" });
  expect((await synchronized()).kmsMetadata.keyId).toBe(made.json().keyUrl);
  expect(JSON.parse(Buffer.from((await issued()).split(".")[0] ?? "", "base64url").toString()).alg).toBe("ES384");
});

test("a domain that does not link the DID is refused by one neutral code of two, whatever the cause (E4)", async () => {
  const stranger = (await api.createAuthority("https://stranger.example.org/", keyChoices.jwk)).id;
  const foreign = (await of(stranger)("generateWellknownDidConfiguration", {})).json<{ linked_dids: string[] }>();
  const document = await publish();
  const right = await configured();
  const [token = ""] = right.linked_dids;
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString("base64url");
  const linked = (...tokens: string[]): Served => ({ json: { ...right, linked_dids: tokens } });

  const unreachable: [string, Served][] = [
    ["did-configuration.json", { status: 404 }],
    ["did-configuration.json", { status: 500 }],
    ["did-configuration.json", { status: 302, location: "https://example.org/" }],
    ["did-configuration.json", { text: "<html>" }],
    ["did.json", { status: 404 }],
    ["did.json", { text: "{" }],
  ];
  const invalid: [string, Served][] = [
    ["did-configuration.json", { json: {} }],
    ["did-configuration.json", linked()],
    ["did-configuration.json", { json: foreign }],
    ["did-configuration.json", linked(`${header}.${forged}.${signature}`)],
    ["did-configuration.json", linked("not.a.token")],
    ["did.json", { json: { ...document, id: "did:web:other.example.org" } }],
    ["did.json", { json: { ...document, verificationMethod: [] } }],
    ["did.json", { json: { ...document, service: [] } }],
  ];
  const messages = new Set<string>();
  for (const [code, cases] of [
    ["wellKnownConfigNotReachable", unreachable],
    ["wellKnownConfigInvalid", invalid],
  ] as const) {
    for (const [file, served] of cases) {
      await publish();
      expect((await post("validateWellKnownDidConfiguration")).status).toBe(204);
      host.files.set(file, served);
      const answer = await post("validateWellKnownDidConfiguration");
      const what = `${file}: ${JSON.stringify(served).slice(0, 100)}`;
      expect([what, ...refused(answer)]).toEqual([what, 400, code]);
      messages.add(refusalIn(answer).innererror?.message ?? "");
      const shown = (await api.call("GET", `/authorities/${authority.id}`)).json<Shown>();
      expect(shown.linkedDomainsVerified).toBe(false);
    }
  }
  expect(messages.size).toBe(2);
  await publish();
  // Several issuers may share one domain: the tokens of others do no harm.
  host.files.set("did-configuration.json", linked(...foreign.linked_dids, token));
  expect((await post("validateWellKnownDidConfiguration")).status).toBe(204);
});

test("the linked domain changes by POST and by PUT, the DID never; it is out of sync until the document names it", async () => {
  const { didModel } = (await api.call("GET", `/authorities/${authority.id}`)).json<Shown>();
  const route = `/authorities/${authority.id}/updateLinkedDomains`;
  const domain = "https://other-domain.example.org/";
  const unlinked = { domainUrl: domain };
  const refusal = refusalIn(await post("generateWellknownDidConfiguration", unlinked));
  expect(refusal).toEqual({
    code: "wellKnownConfigDomainDoesNotExistInIssuer",
    message: expect.stringContaining(domain),
  });

  const posted = await api.call("POST", route, { domainUrls: ["https://Other-Domain.example.org"] });
  expect(posted.status).toBe(200);
  expect(posted.json()).toMatchObject({
    linkedDomainsVerified: false,
    didModel: { ...didModel, linkedDomainUrls: [domain], didDocumentStatus: "outOfSync" },
  });
  expect((await post("generateWellknownDidConfiguration", unlinked)).status).toBe(200);
  expect((await synchronized()).didModel.didDocumentStatus).toBe("outOfSync");
  await publish();
  expect((await synchronized()).didModel.didDocumentStatus).toBe("published");

  const put = await api.call("PUT", route, { domains: [host.url] });
  expect([put.status, put.json<Shown>().didModel.linkedDomainUrls]).toEqual([200, [host.url]]);
  for (const [method, body, target] of [
    ["POST", { domainUrls: [] }, "domainUrls"],
    ["POST", { domainUrls: [domain, host.url] }, "domainUrls"],
    ["POST", { domainUrls: ["http://plain.example.org/"] }, "domainUrls[0]"],
    ["POST", { domains: [domain] }, "domains"],
    ["PUT", { domains: ["https://user:word@a.example.org/"] }, "domains[0]"],
  ] as const) {
    expect(refused(await api.call(method, route, body))).toEqual([400, "badOrMissingField", target]);
  }
});

test("ten keys at most: one more is refused in the reference's words, a rotation replaces one that nothing hangs on (sections 3.4, 7.4)", async () => {
  const full = await api.createAuthority("https://full.example.org/", keyChoices.jwk);
  const fullInWords = (answer: Answer) => {
    expect(answer.status).toBe(400);
    expect(refusalIn(answer).innererror?.message).toBe("Maximum number of signing keys has been reached");
  };
  const keyIds = async () => {
    const document = (await of(full.id)("generateDidDocument")).json<DidDocument>();
    return document.verificationMethod.map(({ id }) => id);
  };
  const [current] = await keyIds();
  const rotate = () => of(full.id)("didInfo/signingKeys/rotate");
  // At once, so that some find the seats taken by keys that are still being made.
  const made = await Promise.all(Array.from({ length: 12 }, rotate));
  expect(made.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(9);
  made.filter(({ status }) => status !== 200).forEach(fullInWords);
  const ten = await keyIds();
  expect(new Set(ten).size).toBe(10);

  fullInWords(await of(full.id)("didInfo/signingKeys", { signingKeyCurve: "P-256" }));
  expect(await keyIds()).toEqual(ten);
  expect((await rotate()).status).toBe(200);
  const after = await keyIds();
  expect(after).toHaveLength(10);
  expect(after).toContain(current);
});
