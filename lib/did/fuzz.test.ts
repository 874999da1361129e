import { expect, test } from "vitest";
import { fromBase58 } from "@/lib/did/base58";
import { keyInDocument, linkedOrigins } from "@/lib/did/document";
import { domainLinkageFault } from "@/lib/did/domain-linkage";
import { resolveHolderJwk } from "@/lib/did/holder";
import { publicJwkOf } from "@/lib/did/public-jwk";
import { didWebDocumentUrl } from "@/lib/did/web";
import { Problem } from "@/lib/kernel/errors";
import { fc } from "@/lib/testing/chance";

const did = "did:web:example.org";
const anyJson = fc.jsonValue();

/** Documents that are nearly right go deeper than random ones. */
const nearlyDocument = fc.record(
  {
    id: fc.constantFrom(did, "did:web:other.example"),
    verificationMethod: fc.oneof(anyJson, fc.array(fc.record({ id: fc.constant("#k"), publicKeyJwk: anyJson }))),
    assertionMethod: fc.oneof(anyJson, fc.constant(["#k"]), fc.constant([{ id: `${did}#k` }])),
    service: fc.oneof(anyJson, fc.array(fc.record({ type: fc.constant("LinkedDomains"), serviceEndpoint: anyJson }))),
  },
  { requiredKeys: [] },
);

test("no document from outside breaks the reader (Z3)", () => {
  fc.assert(
    fc.property(fc.oneof(anyJson, nearlyDocument), (document) => {
      const key = keyInDocument(document, did, `${did}#k`, "assertionMethod");
      expect(key === null || typeof key.kty === "string").toBe(true);
      expect(linkedOrigins(document).every((origin) => typeof origin === "string")).toBe(true);
      publicJwkOf(document);
    }),
  );
});

test("no configuration from outside passes by chance or breaks the judge (Z3)", async () => {
  const part = fc.oneof(
    fc.base64String(),
    anyJson.map((value) => Buffer.from(JSON.stringify(value)).toString("base64url")),
  );
  const token = fc.tuple(part, part, part).map((parts) => parts.join("."));
  const configuration = fc.oneof(
    anyJson,
    fc.record({ "@context": anyJson, linked_dids: fc.array(fc.oneof(anyJson, token)) }),
  );
  await fc.assert(
    fc.asyncProperty(configuration, nearlyDocument, async (given, document) => {
      const evidence = { configuration: given, document, did, origin: "https://example.org/", now: new Date(0) };
      expect(await domainLinkageFault(evidence)).toHaveProperty("kind");
    }),
  );
});

test("every identifier from outside is a key or a refusal, never a crash (Z3)", async () => {
  const prefix = fc.constantFrom("did:jwk:", "did:key:z", "did:key:zDna", "did:key:z6Mk", "did:web:", "");
  const body = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.webUrl(),
    fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{10,60}$/),
  );
  await fc.assert(
    fc.asyncProperty(prefix, body, async (start, rest) => {
      fromBase58(rest);
      const url = didWebDocumentUrl(start + rest);
      if (url !== null) expect(new URL(url).pathname).toMatch(/\/did\.json$/);
      const answer = await resolveHolderJwk(start + rest, async () => ({})).catch((error: unknown) => error);
      expect(answer instanceof Problem ? answer.code : "key").toMatch(/^(invalid_proof|key)$/);
    }),
    { numRuns: 500 },
  );
});
