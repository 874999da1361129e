import { decode } from "cbor2";
import { calculateJwkThumbprint } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { decodeIssuerSigned, securityObject, verifyMdoc } from "@/e2e/support/wallet/verify-mdoc";
import { certificatesOf } from "@/lib/certificate/store";
import type { Ctx } from "@/lib/context";
import { wireIndexHash } from "@/lib/credential/index-hash";
import { searchCredentials } from "@/lib/credential/search-credentials";
import { encodeCbor } from "@/lib/formats/cbor";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { issuerMetadata } from "@/lib/issuance/metadata";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import type { IssuingParts } from "@/lib/testing/issuing";
import { accessKeyOf, kmsAccounts, testKms } from "@/lib/testing/kms";
import { claimedLicence, licenceClaims, licenceParts, rootsOf } from "@/lib/testing/mdoc";

const [account] = kmsAccounts;
await testKms({ accounts: [account] });
const kmsConfig = { credentials: "accessKey", ...accessKeyOf(account), region: "eu-central-1" };

let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  // The verifier looks at the clock on the wall.
  ctx = await testCtx(await testPlatform({ now: () => new Date() }));
  parts = await licenceParts(ctx);
});

const keys = [
  { backend: "jwk", keyType: "P-256", config: {} },
  { backend: "jwk", keyType: "P-384", config: {} },
  { backend: "aws", keyType: "P-256", config: kmsConfig },
] as const;

describe.each(keys)("a driving licence signed by a $keyType key in $backend", (key) => {
  test("is accepted by an independent verifier: chain, signature, digests, device key and dates", async () => {
    const mine = await licenceParts(ctx, key);
    const { credential, holder } = await claimedLicence(ctx, mine);
    const verified = await verifyMdoc(credential, { roots: await rootsOf(ctx, mine), holder: holder.privateJwk });
    expect(verified.docType).toBe("org.iso.18013.5.1.mDL");
    expect(verified.nameSpaces["org.iso.18013.5.1"]).toMatchObject({
      family_name: "Sample",
      document_number: "D-1001",
      age_over_18: true,
      portrait: expect.any(Uint8Array),
    });
    expect(Buffer.from(verified.deviceKey.get(-2) as Uint8Array).toString("base64url")).toBe(holder.publicJwk.x);
  });
});

test("values are what their elements are: dates of the calendar, byte strings, truth, lists", async () => {
  const { credential } = await claimedLicence(ctx, parts);
  const spaces = decodeIssuerSigned(credential).get("nameSpaces") as Map<string, { contents: Uint8Array }[]>;
  const items = [...spaces].flatMap(([space, list]) =>
    list.map(({ contents }) => {
      const item = decode(contents, { preferMap: true, ignoreGlobalTags: true }) as Map<string, unknown>;
      return [`${space}/${item.get("elementIdentifier")}`, item] as const;
    }),
  );
  const values = new Map(items.map(([path, item]) => [path, item.get("elementValue")]));
  expect(values.get("org.iso.18013.5.1/birth_date")).toMatchObject({ tag: 1004, contents: "1990-01-31" });
  expect(Buffer.from(values.get("org.iso.18013.5.1/portrait") as Uint8Array).toString("hex")).toBe("ffd8ffe00010");
  const [privilege] = values.get("org.iso.18013.5.1/driving_privileges") as [Map<string, unknown>];
  expect(privilege.get("issue_date")).toMatchObject({ tag: 1004, contents: "2010-02-03" });
  expect(values.get("org.iso.18013.5.1.aamva/domestic_driving_privileges")).toBe("[]");
  for (const [, item] of items) expect((item.get("random") as Uint8Array).length).toBe(32);
  const numbers = items
    .filter(([path]) => path.startsWith("org.iso.18013.5.1/"))
    .map(([, item]) => item.get("digestID"));
  expect([...numbers].sort((one, other) => Number(one) - Number(other))).toEqual(numbers.map((_, at) => at));
});

test("an element altered by one letter is refused, and so is a chain to another root", async () => {
  const { credential, holder } = await claimedLicence(ctx, parts);
  const roots = await rootsOf(ctx, parts);
  const bytes = Buffer.from(credential, "base64url");
  const at = bytes.indexOf("Sample");
  bytes.write("Simple", at);
  await expect(verifyMdoc(bytes.toString("base64url"), { roots, holder: holder.privateJwk })).rejects.toThrow(/digest/);
  const others = await rootsOf(ctx, parts).then(async () => {
    const other = await licenceParts(ctx);
    await claimedLicence(ctx, other);
    return rootsOf(ctx, other);
  });
  await expect(verifyMdoc(credential, { roots: others, holder: holder.privateJwk })).rejects.toThrow(/certificate/i);
});

test("the document ends inside its certificate, however long the contract says, and its row knows (section 11.3)", async () => {
  const long = await licenceParts(ctx, undefined, {
    rules: { ...parts.contract.rules, validityInterval: 315_360_000 },
  });
  const { credential, sessionId } = await claimedLicence(ctx, long);
  const certificates = await certificatesOf(ctx, ctx.tenantId, long.issuer.authorityId);
  const signer = certificates.find(({ kind }) => kind === "documentSigner");
  const validity = securityObject(credential).get("validityInfo") as Map<string, { tag: number; contents: string }>;
  expect(validity.get("validUntil")).toMatchObject({ tag: 0 });
  expect(new Date(validity.get("validUntil")?.contents ?? "")).toEqual(signer?.notAfter);
  expect(validity.get("signed")?.contents).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00Z$/);
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  expect(row.validUntil).toEqual(signer?.notAfter);
});

test("it is recorded and found by its indexed element (I1)", async () => {
  const { credential, holder, sessionId } = await claimedLicence(ctx, parts, {
    ...licenceClaims,
    document_number: "D-77",
  });
  const indexHash = wireIndexHash(parts.contract.publicId, "D-77");
  const {
    credentials: [found],
  } = await searchCredentials(ctx, { contractId: parts.contract.id, indexHash });
  expect(found).toMatchObject({ status: "valid", format: "mso_mdoc" });
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  expect(row.holderThumbprint).toBe(await calculateJwkThumbprint(holder.publicJwk));
  const status = securityObject(credential).get("status");
  const entry = (status as Map<string, Map<string, unknown>>).get("status_list");
  expect(entry?.get("idx")).toBe(row.statusIndex);
  expect(entry?.get("uri")).toBe(`https://portal.example.org/status-lists/${row.statusListId}`);
});

const Metadata = z.looseObject({
  credential_configurations_supported: z.record(
    z.string(),
    z.looseObject({ credential_metadata: z.looseObject({ claims: z.array(z.object({ path: z.array(z.string()) })) }) }),
  ),
});

test("the metadata give the document type, COSE numbers and paths of namespace and element", async () => {
  const metadata = await issuerMetadata(ctx, parts.issuer, null);
  const { credential_configurations_supported: all } = Metadata.parse(metadata);
  const [configuration] = Object.values(all);
  expect(configuration).toMatchObject({
    format: "mso_mdoc",
    doctype: "org.iso.18013.5.1.mDL",
    credential_signing_alg_values_supported: [-7],
    cryptographic_binding_methods_supported: ["cose_key"],
  });
  const paths = configuration?.credential_metadata.claims.map(({ path }) => path);
  expect(paths).toContainEqual(["org.iso.18013.5.1", "family_name"]);
  expect(paths).toContainEqual(["org.iso.18013.5.1.aamva", "domestic_driving_privileges"]);
});

test.each([
  ["birth_date", "30 January"],
  ["birth_date", "2026-02-30"],
  ["age_over_18", "yes"],
  ["portrait", "not base64!"],
  ["driving_privileges", "{"],
])("an offer whose %s is %j is refused by the claim's name", async (name, value) => {
  const claims = { ...licenceClaims, [name]: value };
  const offered = createIssuance(ctx, { contractId: parts.contract.id, claims, format: "mso_mdoc" });
  await expect(offered).rejects.toMatchObject({
    code: "invalid_request",
    details: { fields: { [`claims.${name}`]: expect.stringMatching(/^Give /) } },
  });
  await expect(offered).rejects.not.toMatchObject({ message: expect.stringContaining(value) });
});

test("an authority whose key no mdoc can be signed with says so when the offer is made", async () => {
  const other = await licenceParts(ctx, { backend: "jwk", keyType: "Ed25519", config: {} });
  const offered = createIssuance(ctx, { contractId: other.contract.id, claims: licenceClaims, format: "mso_mdoc" });
  await expect(offered).rejects.toMatchObject({ code: "invalid_request", message: expect.stringContaining("EdDSA") });
});

test("CBOR heads are the shortest, as another library writes them", async () => {
  const { credential } = await claimedLicence(ctx, parts);
  const bytes = Buffer.from(credential, "base64url");
  expect(() => decode(bytes, { requirePreferred: true, rejectStreaming: true })).not.toThrow();
  expect(encodeCbor([]).length).toBe(1);
});
