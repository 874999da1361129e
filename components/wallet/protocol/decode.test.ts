import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { decodeCredential } from "@/components/wallet/protocol/decode";

// RFC 9901's example: ["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]
const moebius = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
const moebiusDigest = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";

const signed = (payload: Record<string, unknown>) =>
  new SignJWT(payload).setProtectedHeader({ alg: "HS256" }).sign(new Uint8Array(32));

test("an SD-JWT VC shows the claims its disclosures reveal, beside the open ones", async () => {
  const jwt = await signed({
    iss: "did:web:portal.example.org",
    jti: "urn:pic:1",
    vct: "https://portal.example.org/credential-types/c/1",
    nbf: 1767225600,
    exp: 1798761600,
    nationality: "CH",
    status: { status_list: { idx: 412, uri: "https://portal.example.org/status-lists/7" } },
    cnf: { jwk: {} },
    _sd: [moebiusDigest],
    _sd_alg: "sha-256",
  });
  expect(await decodeCredential("dc+sd-jwt", `${jwt}~${moebius}~`)).toMatchObject({
    claims: { nationality: "CH", family_name: "Möbius" },
    issuer: "did:web:portal.example.org",
    type: "https://portal.example.org/credential-types/c/1",
    validFrom: "2026-01-01T00:00:00.000Z",
    validUntil: "2027-01-01T00:00:00.000Z",
    status: { index: 412, uri: "https://portal.example.org/status-lists/7" },
    disclosures: [["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]],
  });
});

test("a disclosure that the issuer did not sign adds no claim", async () => {
  const jwt = await signed({ _sd: ["another-digest"] });
  const { claims } = await decodeCredential("dc+sd-jwt", `${jwt}~${moebius}~`);
  expect(claims).toEqual({});
});

test("disclosures in nested objects and arrays are put in their places", async () => {
  const jwt = await signed({ person: { _sd: [moebiusDigest] }, list: [{ "...": "not-disclosed" }, "open"] });
  const { claims } = await decodeCredential("dc+sd-jwt", `${jwt}~${moebius}~`);
  expect(claims).toEqual({ person: { family_name: "Möbius" }, list: ["open"] });
});

test("a JWT VC shows its subject's claims and its own type", async () => {
  const subject = { id: "did:jwk:abc", jobTitle: "Engineer" };
  const jwt = await signed({ vc: { type: ["VerifiableCredential", "Staff"], credentialSubject: subject } });
  expect(await decodeCredential("jwt_vc_json", jwt)).toMatchObject({
    claims: { jobTitle: "Engineer" },
    type: "Staff",
    status: null,
    validUntil: null,
  });
});
