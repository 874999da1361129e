import { X509Certificate } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let token: string;
beforeAll(async () => {
  shared.platform = await testPlatform();
  token = await tokenFor(shared.platform, { role: "owner" });
});

const rootData = {
  country: "US",
  commonName: "Example IACA",
  issuerAlternativeNameConf: { uri: "https://iaca.example.org" },
  crlDistributionPointUri: "https://iaca.example.org/crl",
};
const signerData = {
  country: "US",
  commonName: "Example signer",
  crlDistributionPointUri: "https://iaca.example.org/crl",
  issuerUri: "https://iaca.example.org",
};

const iacas = (certificateData: object = rootData, ecKeyGenRequestParams?: object) =>
  call("POST", "/onboard/iso-mdl/iacas", { token, body: { certificateData, ecKeyGenRequestParams } });

const documentSigners = (iacaSigner: object, certificateData: object = signerData, ecKeyGenRequestParams?: object) =>
  call("POST", "/onboard/iso-mdl/document-signers", {
    token,
    body: { iacaSigner, certificateData, ecKeyGenRequestParams },
  });

async function root(data: object = rootData) {
  const { status, body } = await iacas(data);
  expect(status).toBe(200);
  return { iacaKey: body.iacaKey, iacaPem: body.certificatePEM as string };
}

test("a root and a document signer under it, keys without secrets, listed in the portal (section 3.1, S2)", async () => {
  const { status, body } = await iacas();
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(["iacaKey", "certificatePEM", "certificateData", "certificateValidationResult"]);
  expect(body.iacaKey.jwk).not.toHaveProperty("d");
  expect(body.certificateData).toMatchObject({ ...rootData, notBefore: expect.any(String) });
  expect(body.certificateValidationResult).toEqual([]);
  const made = await documentSigners({ iacaKey: body.iacaKey, iacaPem: body.certificatePEM });
  expect(made.status).toBe(200);
  expect(Object.keys(made.body)[0]).toBe("documentSignerKey");
  expect(made.body.documentSignerKey.jwk).not.toHaveProperty("d");
  const [leaf, issuer] = [new X509Certificate(made.body.certificatePEM), new X509Certificate(body.certificatePEM)];
  expect(leaf.verify(issuer.publicKey)).toBe(true);
  expect(leaf.checkIssued(issuer)).toBe(true);
  const { data } = await keysOf();
  expect(data).toEqual(expect.arrayContaining(["IACA key of Example IACA", "Document signer key of Example signer"]));
});

test("what a root or a document signer signs is in the audit trail before its key is asked (I2, I9)", async () => {
  const events = () =>
    shared.platform.prisma.auditEvent.findMany({ where: { action: "certificate.signature_requested" } });
  const before = (await events()).length;
  const signer = await documentSigners(await root());
  expect(signer.status).toBe(200);
  const made = (await events()).slice(before);
  expect(made).toHaveLength(2);
  // Root and document signer are both signed by the root's key.
  expect(new Set(made.map(({ targetId }) => targetId)).size).toBe(1);
  for (const { details } of made) expect(details).toEqual({ digest: expect.stringMatching(/^[\w-]{43}$/) });
});

async function keysOf() {
  const rows = await shared.platform.prisma.signingKey.findMany({ select: { name: true } });
  return { data: rows.map(({ name }) => name) };
}

test.each(["secp384r1", "secp521r1"])("roots can have keys on %s", async (keyType) => {
  const { status, body } = await iacas(rootData, { backend: "jwk", keyType });
  expect(status).toBe(200);
  const certificate = new X509Certificate(body.certificatePEM);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
});

test("what is allowed but worth knowing is told", async () => {
  const { crlDistributionPointUri: _, ...data } = rootData;
  const { body } = await iacas({ ...data, notBefore: "2026-06-01T00:00:00Z" });
  expect(body.certificateValidationResult.map(({ severity }: { severity: string }) => severity)).toEqual([
    "WARNING",
    "WARNING",
  ]);
});

test.each([
  [{ country: "us" }, "certificateData.country"],
  [{ country: "USA" }, "certificateData.country"],
  [{ commonName: " " }, "certificateData.commonName"],
  [{ issuerAlternativeNameConf: {} }, "certificateData.issuerAlternativeNameConf"],
  [{ crlDistributionPointUri: "javascript:1" }, "certificateData.crlDistributionPointUri"],
  [{ notAfter: "2046-03-02T00:00:00Z" }, "certificateData.notAfter"],
  [{ notAfter: "2020-01-01T00:00:00Z" }, "certificateData.notAfter"],
])("a root with %j is refused by the field's name, and no key is made", async (changes, field) => {
  const before = await keysOf();
  const { status, body } = await iacas({ ...rootData, ...changes });
  expect(status).toBe(400);
  expect(Object.keys(body.details.fields)).toEqual([field]);
  expect(await keysOf()).toEqual(before);
});

test("keys on other curves and of other kinds are refused in the words that clients know", async () => {
  for (const keyType of ["Ed25519", "secp256k1", "RSA"]) {
    const { status, body } = await iacas(rootData, { backend: "jwk", keyType });
    expect([status, body.message]).toEqual([
      400,
      expect.stringContaining(`The key type '${keyType}' is not supported.`),
    ]);
  }
});

test.each([
  [{ country: "DE" }, "certificateData.country"],
  [{ stateOrProvinceName: "Elsewhere" }, "certificateData.stateOrProvinceName"],
  [{ issuerUri: undefined }, "certificateData.issuerUri"],
  [{ crlDistributionPointUri: undefined }, "certificateData.crlDistributionPointUri"],
  [{ notAfter: "2027-06-02T00:00:00Z" }, "certificateData.notAfter"],
  [{ notBefore: "2026-02-01T00:00:00Z", notAfter: "2026-04-01T00:00:00Z" }, "certificateData.notBefore"],
])("a document signer with %j is refused by the field's name", async (changes, field) => {
  const { status, body } = await documentSigners(await root(), { ...signerData, ...changes });
  expect(status).toBe(400);
  expect(Object.keys(body.details.fields)).toEqual([field]);
});

test("a document signer's address of revocations is named among what is missing", async () => {
  const { body } = await documentSigners(await root(), { ...signerData, crlDistributionPointUri: undefined });
  expect(body.details.missingFields).toEqual(["certificateData.crlDistributionPointUri"]);
});

test("a root's certificate that is another key's, a leaf's or nothing at all is refused", async () => {
  const [one, other] = [await root(), await root()];
  const leaf = await documentSigners(one);
  for (const iacaPem of [other.iacaPem, leaf.body.certificatePEM, "no certificate"]) {
    const { status, body } = await documentSigners({ iacaKey: one.iacaKey, iacaPem });
    expect(status).toBe(400);
    expect(Object.keys(body.details.fields)).toEqual(["iacaSigner.iacaPem"]);
  }
});

test("a document signer without an end of its own ends with its root at the latest", async () => {
  const short = await root({ ...rootData, notAfter: "2026-05-01T00:00:00Z" });
  const { body } = await documentSigners(short);
  expect(body.certificateData.notAfter).toBe("2026-05-01T00:00:00.000Z");
});
