import { createPublicKey, verify } from "node:crypto";
import { compactVerify, importJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { base64url, utf8 } from "@/lib/kernel/bytes";
import { Secret } from "@/lib/kernel/secret";
import type { CreatedKey, KeyHandle, KeyProvider } from "@/lib/keys/provider";
import { signerOf } from "@/lib/keys/signer";
import { algorithmOf, type KeyType } from "@/lib/signing-key/schema";

export interface ProviderUnderTest {
  readonly provider: KeyProvider;
  readonly config: unknown;
}

/** Makes a key and the handle with which a caller who stored it would come back. */
export async function newKeyHandle(
  { provider, config }: ProviderUnderTest,
  keyType: KeyType = "P-256",
  tenantId = "tenant-1",
): Promise<KeyHandle> {
  const id = crypto.randomUUID();
  const created: CreatedKey = await provider.create(config, { tenantId, id, name: "Sample key", keyType });
  const algorithm = algorithmOf[keyType];
  return { ...created, tenantId, id, backend: provider.name, keyType, algorithm, config: new Secret(config) };
}

/** Checks a signature without any code of ours; jose has no ES256K, so node itself judges that one. */
async function independentlyVerified(
  key: KeyHandle,
  sign: (data: Uint8Array) => Promise<Uint8Array>,
): Promise<boolean> {
  const input = `${base64url(JSON.stringify({ alg: key.algorithm }))}.${base64url('{"sample":true}')}`;
  const signature = await sign(utf8(input));
  if (key.algorithm === "ES256K") {
    const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: "jwk" });
    return verify("sha256", utf8(input), { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
  }
  const publicKey = await importJWK({ ...key.publicJwk }, key.algorithm);
  return compactVerify(`${input}.${base64url(signature)}`, publicKey).then(
    () => true,
    () => false,
  );
}

const signatureLength: Readonly<Record<KeyType, number>> = {
  "P-256": 64,
  secp256k1: 64,
  Ed25519: 64,
  "P-384": 96,
  "P-521": 132,
  "RSA-2048": 256,
  "RSA-3072": 384,
  "RSA-4096": 512,
};

/** What every provider must do. `start` is called once, before the first test. */
export function describeKeyProvider(keyTypes: readonly KeyType[], start: () => Promise<ProviderUnderTest>): void {
  describe("as every key provider", () => {
    let subject: ProviderUnderTest;
    beforeAll(async () => {
      subject = await start();
    });

    test("it says which kinds of key it makes", () => {
      expect([...subject.provider.keyTypes].sort()).toEqual([...keyTypes].sort());
      expect(subject.provider.config.safeParse(subject.config).success).toBe(true);
      expect(subject.provider.config.safeParse({ endpoint: "https://kms.example.org" }).success).toBe(false);
    });

    test.each(keyTypes)(
      "%s: an independent library verifies its signature, which has its fixed width (P3)",
      async (keyType) => {
        const key = await newKeyHandle(subject, keyType);
        const signer = signerOf(subject.provider, key, "did:web:example.org#key");
        expect(await independentlyVerified(key, (data) => signer.sign(data))).toBe(true);
        expect(await signer.sign(utf8("sample"))).toHaveLength(signatureLength[keyType]);
        expect(await subject.provider.condition(key)).toEqual({ state: "enabled", deletionDate: null });
      },
      60_000,
    );

    test("a public key holds no private member (S1)", async () => {
      const key = await newKeyHandle(subject);
      expect(Object.keys(key.publicJwk).sort()).toEqual(["crv", "kty", "x", "y"]);
    });

    test("two hundred signatures in a row verify, short integers among them (P3)", async () => {
      const key = await newKeyHandle(subject);
      const signer = signerOf(subject.provider, key, "did:web:example.org#key");
      const signatures: Uint8Array[] = [];
      // A few at a time: of all at once, a busy machine would keep some waiting longer than a signature may take.
      for (let first = 0; first < 200; first += 8) {
        const some = Array.from({ length: 8 }, (_, at) => signer.sign(utf8(`sample ${first + at}`)));
        signatures.push(...(await Promise.all(some)));
      }
      expect(signatures).toHaveLength(200);
      expect(signatures.every((signature) => signature.length === 64)).toBe(true);
    }, 60_000);

    test("a signature over other data does not pass for this one", async () => {
      const key = await newKeyHandle(subject);
      expect(await independentlyVerified(key, () => subject.provider.sign(key, utf8("other data")))).toBe(false);
    });

    test("data longer than any message limit of a backend is signed too", async () => {
      const key = await newKeyHandle(subject);
      const signer = signerOf(subject.provider, key, "did:web:example.org#key");
      expect(await signer.sign(new Uint8Array(100_000))).toHaveLength(64);
    });
  });
}
