import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { didKeyOf } from "@/lib/did/key";
import { cheqdDocument, holdsKey } from "@/lib/issuer/cheqd-document";
import { PublicJwk } from "@/lib/signing-key/schema";

const newKey = () => PublicJwk.parse(generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }));
const [ours, other] = [newKey(), newKey()];
const did = "did:cheqd:testnet:7bf81a20-633c-4cc7-bc4a-5a45801005e0";
const asked = cheqdDocument(did, ours);
const multibase = (jwk: PublicJwk) => didKeyOf(jwk).slice("did:key:".length);
const withMethod = (members: object, id = `${did}#key-1`) => ({ ...asked, verificationMethod: [{ id, ...members }] });

test.each<[string, object]>([
  ["as we asked for it", asked],
  ["with more in it", { ...asked, service: [], alsoKnownAs: ["did:example:other"] }],
  ["with our key in multibase", withMethod({ publicKeyMultibase: multibase(ours) })],
  ["with names relative to it", { ...withMethod({ publicKeyJwk: ours }, "#key-1"), assertionMethod: ["#key-1"] }],
])("a ledger's document is taken %s", (_how, document) => {
  expect(holdsKey(document, did, ours)).toBe(true);
});

test.each<[string, unknown]>([
  ["is none", "finished"],
  ["is of another DID", { ...asked, id: `${did}0` }],
  ["holds another key", withMethod({ publicKeyJwk: other })],
  ["holds another key in multibase", withMethod({ publicKeyMultibase: multibase(other) })],
  ["names no key", withMethod({})],
  ["holds our key elsewhere", withMethod({ publicKeyJwk: ours }, `${did}#key-2`)],
  ["does not let our key sign credentials", { ...asked, assertionMethod: [] }],
])("a ledger's document is refused that %s", (_how, document) => {
  expect(holdsKey(document, did, ours)).toBe(false);
});
