import { expect, test } from "@playwright/test";
import { type IssuingSetup, issuingSetup, keyChoices } from "@/e2e/support/issuing-setup";
import { badgeClaims } from "@/e2e/support/portal-api";
import type { ClaimAll } from "@/e2e/support/wallet/claimed";
import { hostedDidDocument, jwkDidDocument } from "@/e2e/support/wallet/did-document";
import { type Trust, type Verified, verifyClaimed } from "@/e2e/support/wallet/independent-verifier";
import { claimByDraft11, claimByDraft13Ids, claimByDraft13Members } from "@/e2e/support/wallet/older-third-party";
import { claimByFinal } from "@/e2e/support/wallet/third-party";
import { granted } from "@/e2e/support/wallet/wallet";

/**
 * Wallets on client libraries of other makers claim every format in every wire form, and a verifier made of other
 * makers' libraries judges what they got, before and after it is revoked. Draft 11 has no mdocs, so none is offered in
 * it (issuance protocol reference, section 15).
 */
const formats = ["jwt_vc_json", "dc+sd-jwt", "mso_mdoc"] as const;
type Format = (typeof formats)[number];

interface WireWallet {
  readonly wire: "1.0" | "draft13" | "draft11";
  readonly formats: readonly Format[];
  readonly claimAll: ClaimAll;
  /** What an SD-JWT VC of a contract is called. */
  readonly sdJwtType: Trust["sdJwtType"];
}

const wallets: readonly WireWallet[] = [
  { wire: "1.0", formats, claimAll: claimByFinal, sdJwtType: "dc+sd-jwt" },
  { wire: "draft13", formats, claimAll: claimByDraft13Ids, sdJwtType: "vc+sd-jwt" },
  { wire: "draft11", formats: ["jwt_vc_json", "dc+sd-jwt"], claimAll: claimByDraft11, sdJwtType: "vc+sd-jwt" },
];

const pin = "493827";

let setup: IssuingSetup;
let trust: Omit<Trust, "sdJwtType">;

const rootsOf = async (authorityId: string): Promise<string[]> => [
  await (await fetch(`${setup.api.server}/certificates/${authorityId}/iaca`)).text(),
];

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `wallets-${process.pid}`, formats });
  const { api, authority } = setup;
  const issuance = await api.createIssuance(setup, { format: "mso_mdoc" });
  expect(issuance.url).toContain(authority.id);
  const document = await hostedDidDocument(api.server, authority.didModel.did);
  trust = { document, roots: await rootsOf(authority.id) };
});

const all = (status: number, { format }: Verified) => (format === "jwt_vc_json" ? [status, status] : [status]);

for (const { wire, claimAll, sdJwtType, ...wallet } of wallets) {
  for (const format of wallet.formats) {
    test(`a wallet of ${wire} claims ${format} of a contract with a transaction code, valid until it is revoked (I5)`, async () => {
      const claims = badgeClaims();
      const { url } = await setup.api.createIssuance(setup, {
        format,
        protocol: wire,
        claims,
        pin: { value: pin, length: pin.length },
      });
      const [claimed, ...more] = await claimAll(url, { pin });
      if (!claimed || more.length > 0) throw new Error("One was offered.");
      const verified = await verifyClaimed(claimed, { ...trust, sdJwtType });
      expect(verified.format).toBe(format);
      const said = { displayName: claims.name, staffNumber: claims.number };
      expect(verified.said).toMatchObject(format === "mso_mdoc" ? { StaffBadge: said } : said);
      expect(await verified.status()).toEqual(all(0, verified));
      const [found] = await setup.api.searchCredentials(setup, claims.number);
      await setup.api.revokeCredential(setup, found?.id ?? "");
      expect(await verified.status()).toEqual(all(1, verified));
    });
  }
}

test("a wallet of 1.0 claims with a token that is bound to its key by DPoP", async () => {
  const { url } = await setup.api.createIssuance(setup, { format: "dc+sd-jwt" });
  const [claimed] = await claimByFinal(url, { bound: true });
  if (!claimed) throw new Error("One was offered.");
  expect((await verifyClaimed(claimed, { ...trust, sdJwtType: "dc+sd-jwt" })).format).toBe("dc+sd-jwt");
});

/** Requests of the Issuer API: one of each format. The Issuer API has no transaction codes. */
const subject = { given_name: "Sample", birthdate: "1990-01-31" };
const requests: Readonly<Record<Format, object>> = {
  jwt_vc_json: {
    credentialConfigurationId: "OpenBadgeCredential_jwt_vc_json",
    credentialData: { type: ["VerifiableCredential", "OpenBadgeCredential"], credentialSubject: subject },
    mapping: { credentialSubject: { id: "<subjectDid>" } },
  },
  "dc+sd-jwt": {
    credentialConfigurationId: "OpenBadgeCredential_vc+sd-jwt",
    credentialData: subject,
    selectiveDisclosure: { fields: { birthdate: { sd: true } }, decoyMode: "FIXED", decoys: 2 },
  },
  mso_mdoc: {
    credentialConfigurationId: "org.iso.18013.5.1.mDL",
    mdocData: { "org.iso.18013.5.1": { given_name: "Sample", birth_date: "1990-01-31" } },
  },
};

const { backend, config } = keyChoices.aws;
const { credentials: _, ...auth } = config;

/** In the portal's own API, as any other credentials. */
async function revokeAll(authorityId: string, offered: number): Promise<void> {
  const { api } = setup;
  interface Transactions {
    value: { contractId: string; credentialIds: string[] }[];
  }
  const answer = await api.beta("GET", `/authorities/${authorityId}/transactions`);
  const { value } = granted<Transactions>("the transactions", answer);
  expect(value.flatMap(({ credentialIds }) => credentialIds)).toHaveLength(offered);
  for (const { contractId, credentialIds } of value) {
    const route = `/authorities/${authorityId}/contracts/${contractId}/credentials/${credentialIds[0]}/revoke`;
    await api.must(204, "POST", route);
  }
}

for (const { wire, claimAll, ...wallet } of wallets) {
  test(`a wallet of ${wire} claims a batch of the Issuer API, signed by a key in AWS KMS, valid until it is revoked (I5)`, async () => {
    const { api } = setup;
    const key = { key: { backend, keyType: "secp256r1", config: { auth } }, did: { method: "jwk" } };
    const onboarded = granted<{ issuerDid: string }>("onboarding", await api.send("POST", "/onboard/issuer", key));
    const standardVersion = wire === "1.0" ? "V1" : wire.toUpperCase();
    const batch = wallet.formats.map((format) => ({ ...onboarded, ...requests[format], standardVersion }));
    const { status, text } = await api.send("POST", "/batchIssue", batch);
    expect([status, text]).toEqual([200, expect.stringMatching(/^openid-credential-offer:/)]);

    const claim = wire === "draft13" ? claimByDraft13Members : claimAll;
    const claimed = await claim(text);
    const authorityId = /oid4vci%2F([0-9a-f-]{36})/.exec(text)?.[1] ?? "";
    const document = jwkDidDocument(onboarded.issuerDid);
    const roots = await rootsOf(authorityId);
    const verified = await Promise.all(
      claimed.map((one) => verifyClaimed(one, { document, roots, sdJwtType: "dc+sd-jwt" })),
    );
    expect(verified.map(({ format }) => format)).toEqual(wallet.formats);
    for (const { format, said } of verified) {
      const elements = { given_name: "Sample" };
      expect(said).toMatchObject(format === "mso_mdoc" ? { "org.iso.18013.5.1": elements } : subject);
    }
    const statuses = () => Promise.all(verified.map((one) => one.status()));
    expect((await statuses()).flat()).toEqual(wallet.formats.map(() => 0));
    await revokeAll(authorityId, wallet.formats.length);
    expect((await statuses()).flat()).toEqual(wallet.formats.map(() => 1));
  });
}
