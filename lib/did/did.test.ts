import { describe, expect, test } from "vitest";
import { didDocument, keyInDocument, linkedOrigins } from "@/lib/did/document";
import { resolveHolderJwk } from "@/lib/did/holder";
import { jwkOfDidJwk } from "@/lib/did/jwk";
import { jwkOfDidKey } from "@/lib/did/key";
import { publicJwkOf } from "@/lib/did/public-jwk";
import { didWebDocumentUrl, didWebOf } from "@/lib/did/web";

const p256Jwk = {
  kty: "EC" as const,
  crv: "P-256",
  x: "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0",
  y: "_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE",
};
const didJwk =
  "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";
const didKey = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
const noWeb = () => Promise.reject(new Error("nothing may be fetched"));

describe("did:web addresses", () => {
  test.each([
    ["did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"],
    ["did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"],
    ["did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"],
    ["did:web:example.com%3A3000:a:b", "https://example.com:3000/a/b/did.json"],
    ["did:web:localhost%3A3000", "http://localhost:3000/.well-known/did.json"],
  ])("%s is documented at %s", (did, url) => {
    expect(didWebDocumentUrl(did)).toBe(url);
  });

  test.each([
    "did:web:",
    "did:web:user@example.com",
    "did:web:example.com%2Fa",
    "did:web:example.com:..:b",
    "did:web:example.com:%2e%2e",
    "did:web:example.com%3A99999",
    "did:web:example.com::a",
    "did:web:%E0%A4%A",
    "did:ion:abc",
  ])("%s leads nowhere", (did) => {
    expect(didWebDocumentUrl(did)).toBeNull();
  });

  test("a domain's identifier keeps its port, percent-encoded", () => {
    expect(didWebOf(new URL("https://Example.com/"))).toBe("did:web:example.com");
    expect(didWebOf(new URL("http://localhost:3000/"))).toBe("did:web:localhost%3A3000");
  });
});

describe("keys inside identifiers", () => {
  test("did:jwk and did:key give the keys of the standard's vectors", () => {
    expect(jwkOfDidJwk(didJwk)).toEqual(p256Jwk);
    expect(jwkOfDidKey(didKey)).toEqual({
      kty: "EC",
      crv: "P-256",
      x: "fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI",
      y: "hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU",
    });
    expect(jwkOfDidKey("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")).toMatchObject({
      kty: "OKP",
      crv: "Ed25519",
      x: "Lm_M42cB3HkUiODQsXRcweM6TByfzEHGO9ND274JcOY",
    });
  });

  test("a private key is never taken for a public one (P2)", () => {
    expect(publicJwkOf({ ...p256Jwk, d: "AAAA" })).toBeNull();
    expect(publicJwkOf({ kty: "oct", k: "AAAA" })).toBeNull();
    const holder = `did:jwk:${Buffer.from(JSON.stringify({ ...p256Jwk, d: "AAAA" })).toString("base64url")}`;
    expect(jwkOfDidJwk(holder)).toBeNull();
  });

  test("a point off its curve is no key", () => {
    expect(publicJwkOf({ ...p256Jwk, y: p256Jwk.x })).toBeNull();
  });

  test.each([
    "did:jwk:",
    "did:jwk:!!",
    "did:jwk:e30",
    "did:key:zabc",
    "did:key:z0OIl",
    "did:key:z",
    "did:web:x",
    "x",
    "",
  ])("%j is refused as a proof's kid", async (kid) => {
    await expect(resolveHolderJwk(kid, noWeb)).rejects.toMatchObject({ code: "invalid_proof" });
  });

  test("a kid with a fragment of another key is refused", async () => {
    await expect(resolveHolderJwk(`${didJwk}#1`, noWeb)).rejects.toMatchObject({ code: "invalid_proof" });
    await expect(resolveHolderJwk(`${didKey}#other`, noWeb)).rejects.toMatchObject({ code: "invalid_proof" });
    await expect(resolveHolderJwk(`${didJwk}#0`, noWeb)).resolves.toEqual(p256Jwk);
  });
});

describe("DID documents", () => {
  const did = "did:web:verifiedid.example.org";
  const document = didDocument(did, [{ fragment: "one", publicJwk: p256Jwk }], {
    origins: ["https://verifiedid.example.org/"],
    hub: "https://portal.example.org/v1.0/identityHub",
  });

  test("a signing key is listed for assertions, with public members only (I8)", () => {
    expect(keyInDocument(document, did, `${did}#one`, "assertionMethod")).toEqual(p256Jwk);
    expect(linkedOrigins(document)).toEqual(["https://verifiedid.example.org/"]);
  });

  test("only a document linked to a domain names its keys by fragment; in any other a kid is found by its text", () => {
    expect(document.assertionMethod).toEqual(["#one"]);
    const plain = didDocument(did, [{ fragment: "one", publicJwk: p256Jwk }], {
      origins: [],
      hub: "https://h.example",
    });
    expect([plain.verificationMethod[0]?.id, ...plain.assertionMethod]).toEqual([`${did}#one`, `${did}#one`]);
    expect(keyInDocument(plain, did, `${did}#one`, "assertionMethod")).toEqual(p256Jwk);
  });

  test("in any other, contexts are names and every key is a JsonWebKey2020: there are resolvers that know no more", () => {
    const key = { fragment: "one", publicJwk: { ...p256Jwk, crv: "secp256k1" as const } };
    for (const services of [null, { origins: [], hub: "https://h.example" }]) {
      const plain = didDocument(did, [key], services);
      expect(plain["@context"]).toEqual([
        "https://www.w3.org/ns/did/v1",
        "https://w3id.org/security/suites/jws-2020/v1",
      ]);
      expect(plain.verificationMethod.map(({ type }) => type)).toEqual(["JsonWebKey2020"]);
    }
    expect(document["@context"]).toEqual(["https://www.w3.org/ns/did/v1", { "@base": did }]);
  });

  test("relative ids and methods inside the list are understood", () => {
    const relative = {
      id: did,
      verificationMethod: [{ id: "#one", type: "JsonWebKey2020", publicKeyJwk: p256Jwk }],
      assertionMethod: ["#one", { id: "#two", type: "JsonWebKey2020", publicKeyJwk: p256Jwk }],
    };
    expect(keyInDocument(relative, did, `${did}#one`, "assertionMethod")).toEqual(p256Jwk);
    expect(keyInDocument(relative, did, `${did}#two`, "assertionMethod")).toEqual(p256Jwk);
    expect(keyInDocument(relative, did, `${did}#one`, "authentication")).toBeNull();
  });

  test("another document's key is not ours", () => {
    expect(
      keyInDocument({ ...document, id: "did:web:other.example" }, did, `${did}#one`, "assertionMethod"),
    ).toBeNull();
    expect(keyInDocument(document, did, "did:web:other.example#one", "assertionMethod")).toBeNull();
    expect(keyInDocument(null, did, `${did}#one`, "assertionMethod")).toBeNull();
  });

  test("a did:web holder's key is read from its document", async () => {
    await expect(resolveHolderJwk(`${did}#one`, async () => document)).resolves.toEqual(p256Jwk);
  });
});
