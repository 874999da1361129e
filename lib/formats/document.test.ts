import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import { expect, test } from "vitest";
import { sdJwtLibrary } from "@/e2e/support/wallet/sd-jwt-library";
import type { SelectiveDisclosure } from "@/lib/document/schema";
import type { PreparedDocument } from "@/lib/formats/format";
import { credentialFormats } from "@/lib/formats/registry";
import { systemRandom } from "@/lib/kernel/ids";
import type { Json, JsonObject } from "@/lib/kernel/json";
import { PublicJwk } from "@/lib/signing-key/schema";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const holderJwk = PublicJwk.parse(
  generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" }),
);
const signer = { algorithm: "ES256", keyId: "did:example:issuer#0" } as const;
const reference = {
  uri: "https://portal.example.org/status-lists/1",
  index: 5,
  w3c: { type: "BitstringStatusListEntry", listUri: "https://portal.example.org/status-lists/1/bitstring" },
} as const;

const document = (changes: Partial<PreparedDocument>): PreparedDocument => ({
  id: "urn:pic:0123",
  format: "jwt_vc_json",
  issuer: "did:example:issuer",
  types: ["VerifiableCredential", "OpenBadgeCredential"],
  vct: null,
  data: {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    id: "urn:uuid:1",
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    issuanceDate: "2026-03-01T10:00:00Z",
    expirationDate: "2027-03-01T10:00:00Z",
    credentialSubject: { id: "did:example:holder", name: "Sample Person", address: { city: "Springfield", zip: "1" } },
  },
  jwtClaims: {},
  sdJwtClaims: {},
  selectiveDisclosure: null,
  mdoc: null,
  x5Chain: [],
  holder: { jwk: holderJwk, did: "did:example:holder", thumbprint: "thumb" },
  status: { kind: "hosted", reference },
  now: new Date("2026-03-01T10:00:00Z"),
  validFrom: new Date("2026-03-01T10:00:00Z"),
  validUntil: new Date("2027-03-01T10:00:00Z"),
  ...changes,
});

const sdJwt = (changes: Partial<PreparedDocument>) =>
  document({
    format: "vc+sd-jwt",
    types: [],
    vct: "https://portal.example.org/credential-types/1/1",
    data: { given_name: "Sample", nationalities: ["XA", "XB"], address: { city: "Springfield", zip: "1" } },
    ...changes,
  });

const map = (
  fields: SelectiveDisclosure["fields"],
  changes: Partial<SelectiveDisclosure> = {},
): SelectiveDisclosure => ({
  fields,
  decoyMode: "NONE",
  decoys: 0,
  ...changes,
});

function issued(one: PreparedDocument): string {
  const format = one.format.endsWith("sd-jwt") ? "dc+sd-jwt" : "jwt_vc_json";
  const unsigned = credentialFormats[format].encodeDocument(one, signer, systemRandom);
  return unsigned.complete(sign("sha256", unsigned.signingInput, { key: pair.privateKey, dsaEncoding: "ieee-p1363" }));
}

async function verified(credential: string) {
  const jwt = credential.split("~")[0] ?? "";
  const { payload } = await compactVerify(jwt, await importJWK(pair.publicKey.export({ format: "jwk" }), "ES256"));
  const claims = JSON.parse(new TextDecoder().decode(payload)) as Record<string, Json>;
  return { header: decodeProtectedHeader(jwt), claims };
}

/** What an independent library puts together again, its digests checked. */
async function revealed(credential: string): Promise<JsonObject> {
  return (await sdJwtLibrary(pair.publicKey).getClaims(credential)) as JsonObject;
}

test("a W3C credential of data model 1.1 is wrapped in vc, and its own id and dates become the JWT's claims", async () => {
  const one = document({ jwtClaims: { nbf: 7 }, x5Chain: ["AAAA"] });
  const { header, claims } = await verified(issued(one));
  expect(header).toEqual({ alg: "ES256", typ: "JWT", kid: signer.keyId, x5c: ["AAAA"] });
  expect(claims).toMatchObject({
    iss: "did:example:issuer",
    sub: "did:example:holder",
    jti: "urn:uuid:1",
    iat: 1_772_359_200,
    // What the mapping set by jwt: wins.
    nbf: 7,
    exp: 1_803_895_200,
  });
  expect(claims.vc).toMatchObject({
    "@context": ["https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/status/v1"],
    credentialSubject: { name: "Sample Person" },
    credentialStatus: { statusListIndex: "5", statusListCredential: reference.w3c.listUri },
  });
});

test("one of data model 2.0 is the payload itself, its dates renamed", async () => {
  const { data } = document({});
  const one = document({ data: { ...data, "@context": ["https://www.w3.org/ns/credentials/v2"] } });
  const { header, claims } = await verified(issued(one));
  expect(header.typ).toBe("vc+jwt");
  expect(claims).toMatchObject({
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    validFrom: "2026-03-01T10:00:00Z",
    validUntil: "2027-03-01T10:00:00Z",
    credentialStatus: { type: "BitstringStatusListEntry" },
  });
  for (const name of ["vc", "issuanceDate", "expirationDate"]) expect(claims).not.toHaveProperty([name]);
});

test("a status of the caller's own stands in the place of ours, and null means none", async () => {
  const own = { id: "https://example.org/1#2", type: "StatusList2021Entry" };
  const foreign = await verified(issued(document({ status: { kind: "foreign", value: own } })));
  expect(foreign.claims.vc).toMatchObject({ credentialStatus: own });
  const none = await verified(issued(document({ status: { kind: "none" } })));
  expect(none.claims.vc).not.toHaveProperty("credentialStatus");
  expect((await verified(issued(sdJwt({ status: { kind: "none" } })))).claims).not.toHaveProperty("status");
});

test("an SD-JWT VC is the data, the holder's key and the type: no times but the mapped ones", async () => {
  const credential = issued(sdJwt({ jwtClaims: { exp: 1_803_895_200 }, sdJwtClaims: { extra: 1 } }));
  expect(credential.endsWith("~")).toBe(true);
  const { header, claims } = await verified(credential);
  expect(header).toEqual({ alg: "ES256", typ: "dc+sd-jwt", kid: signer.keyId });
  expect(claims).toEqual({
    given_name: "Sample",
    nationalities: ["XA", "XB"],
    address: { city: "Springfield", zip: "1" },
    exp: 1_803_895_200,
    _sd_alg: "sha-256",
    iss: "did:example:issuer",
    cnf: { jwk: { ...holderJwk, kid: "thumb" } },
    vct: "https://portal.example.org/credential-types/1/1",
    status: { status_list: { idx: 5, uri: reference.uri } },
    extra: 1,
  });
});

test("issuer, holder's key and type are what was proven, whatever the caller adds (I2)", async () => {
  const sdJwtClaims = {
    iss: "https://other.example.org",
    cnf: { jwk: { kty: "EC" } },
    vct: "other",
    exp: 1_803_895_200,
  };
  const { claims } = await verified(issued(sdJwt({ jwtClaims: { exp: 1 }, sdJwtClaims })));
  expect(claims).toMatchObject({
    iss: "did:example:issuer",
    cnf: { jwk: { ...holderJwk, kid: "thumb" } },
    vct: "https://portal.example.org/credential-types/1/1",
    exp: 1_803_895_200,
  });
});

test("members, members within members and items of arrays are disclosed one by one", async () => {
  const selectiveDisclosure = map({
    given_name: { sd: true },
    address: { sd: true, children: map({ zip: { sd: true } }) },
    nationalities: {
      sd: false,
      arrayChildren: { elements: [{ sd: false }], wildcard: { sd: true }, decoyMode: "FIXED", decoys: 2 },
    },
  });
  const credential = issued(sdJwt({ selectiveDisclosure }));
  const { claims } = await verified(credential);
  for (const name of ["given_name", "address"]) expect(claims).not.toHaveProperty([name]);
  expect(claims._sd).toHaveLength(2);
  const items = claims.nationalities as Json[];
  expect(items.filter((item) => item === "XA")).toHaveLength(1);
  expect(items.filter((item) => typeof item === "object")).toHaveLength(3);
  expect(credential.split("~").length - 2).toBe(4);
  expect(await revealed(credential)).toMatchObject({
    given_name: "Sample",
    address: { city: "Springfield", zip: "1" },
    nationalities: ["XA", "XB"],
  });
  const [jwt] = credential.split("~");
  const kept = (await revealed(`${jwt}~`)) as Record<string, Json>;
  expect(kept).not.toHaveProperty("given_name");
  expect(kept.nationalities).toEqual(["XA"]);
});

test("decoys are as many as was said, at random up to it, and disclose nothing", async () => {
  const digests = async (changes: Partial<SelectiveDisclosure>) => {
    const credential = issued(sdJwt({ selectiveDisclosure: map({ given_name: { sd: true } }, changes) }));
    expect(await revealed(credential)).toMatchObject({ given_name: "Sample" });
    return ((await verified(credential)).claims._sd as string[]).length;
  };
  expect(await digests({ decoyMode: "NONE", decoys: 5 })).toBe(1);
  expect(await digests({ decoyMode: "FIXED", decoys: 5 })).toBe(6);
  const drawn = { ...systemRandom, integer: (limit: number) => limit - 1 };
  const one = sdJwt({ selectiveDisclosure: map({ given_name: { sd: true } }, { decoyMode: "RANDOM", decoys: 3 }) });
  const unsigned = credentialFormats["dc+sd-jwt"].encodeDocument(one, signer, drawn);
  const [, payload = ""] = new TextDecoder().decode(unsigned.signingInput).split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())._sd).toHaveLength(4);
});

test("the order of digests is drawn, so that it tells nothing of the claims' order", () => {
  const selectiveDisclosure = map({ a: { sd: true }, b: { sd: true }, c: { sd: true } });
  const one = sdJwt({ data: { a: 1, b: 2, c: 3 }, selectiveDisclosure });
  // The ranks of three digests: the last comes first.
  const ranks = Buffer.from([3, 2, 1].flatMap((rank) => [rank, 0, 0, 0, 0, 0, 0, 0]));
  const random = {
    ...systemRandom,
    bytes: (length: number) => (length === ranks.length ? new Uint8Array(ranks) : systemRandom.bytes(length)),
  };
  const unsigned = credentialFormats["dc+sd-jwt"].encodeDocument(one, signer, random);
  const tail = unsigned.complete(new Uint8Array(64)).split("~").slice(1, -1);
  const [, payload = ""] = new TextDecoder().decode(unsigned.signingInput).split(".");
  const { _sd: digests } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { _sd: string[] };
  const order = tail.map((disclosure) => digests.indexOf(createHash("sha256").update(disclosure).digest("base64url")));
  expect(order).toEqual([2, 1, 0]);
});

test.each([
  ["1.1 below vc", "https://www.w3.org/2018/credentials/v1", "vc"],
  ["2.0 at the top", "https://www.w3.org/ns/credentials/v2", null],
])("a W3C credential with fields is an SD-JWT, of data model %s", async (_, contextUrl, wrapper) => {
  const { data } = document({});
  const selectiveDisclosure = map({ credentialSubject: { sd: false, children: map({ name: { sd: true } }) } });
  const credential = issued(document({ data: { ...data, "@context": [contextUrl] }, selectiveDisclosure }));
  const { header, claims } = await verified(credential);
  expect(header.typ).toBe("JWT");
  expect(claims._sd_alg).toBe("sha-256");
  const inner = (wrapper ? claims[wrapper] : claims) as { credentialSubject: JsonObject };
  expect(inner.credentialSubject).not.toHaveProperty("name");
  expect(inner.credentialSubject._sd).toHaveLength(1);
  const whole = (await revealed(credential)) as Record<string, Json>;
  expect((wrapper ? whole[wrapper] : whole) as JsonObject).toMatchObject({
    credentialSubject: { name: "Sample Person" },
  });
});
