import { createPublicKey, verify } from "node:crypto";
import { compactVerify, importJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { base64url, utf8 } from "@/lib/kernel/bytes";
import { Secret } from "@/lib/kernel/secret";
import type { CreatedKey, KeyHandle, KeyProvider } from "@/lib/keys/provider";
import { signerOf } from "@/lib/keys/signer";
import { algorithmOf, type KeyType } from "@/lib/signing-key/schema";
import { refusalOf } from "@/lib/testing/refusal";

interface ProviderUnderTest {
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
      const signatures = await Promise.all(
        Array.from({ length: 200 }, (_, index) => signer.sign(utf8(`sample ${index}`))),
      );
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

/** A provider whose backend is a test server: what the server may do to whoever asks it. */
interface BackendUnderTest extends ProviderUnderTest {
  /** The same config, but for a secret that is not right. */
  readonly wrongConfig: unknown;
  throttle(): void;
  /** Takes questions, and answers none for longer than anybody waits. */
  silence(): void;
  /** All is well again. */
  recover(): void;
  disable(key: KeyHandle): Promise<void>;
  destroy(key: KeyHandle): Promise<void>;
}

/** What every provider must do when its backend does not. `start` gives a provider that has not asked anything yet. */
export function describeBackendFaults(start: () => BackendUnderTest): void {
  describe("as every key provider whose keys another server holds", () => {
    const sign = ({ provider }: BackendUnderTest, key: KeyHandle) =>
      signerOf(provider, key, "did:web:example.org#key").sign(utf8("sample"));

    test("wrong credentials neither make a key nor sign by one, and show in no refusal (S1)", async () => {
      const subject = start();
      const { provider, config, wrongConfig } = subject;
      const key = await newKeyHandle(subject);
      const making = newKeyHandle({ provider, config: wrongConfig });
      const signing = sign(subject, { ...key, config: new Secret(wrongConfig) });
      const secrets = Object.values(wrongConfig as object).filter((value) => !isIn(value, config));
      expect(secrets).toHaveLength(1);
      for (const refusal of await Promise.all([making, signing].map(refusalOf))) {
        expect(refusal.code).toBe("key_provider_refused");
        expect(`${refusal} ${JSON.stringify(refusal)}`).not.toContain(String(secrets[0]));
      }
      expect(await sign(subject, key)).toHaveLength(64);
    });

    test("throttled, it says when to try again, and then signs", async () => {
      const subject = start();
      const key = await newKeyHandle(subject);
      subject.throttle();
      const refusal = await refusalOf(sign(subject, key));
      expect(refusal).toMatchObject({ code: "key_provider_unavailable", details: { retryAfterSeconds: 5 } });
      subject.recover();
      expect(await sign(subject, key)).toHaveLength(64);
    }, 15_000);

    test("silent, it is given up within 7 s, and then signs (E5)", async () => {
      const subject = start();
      const key = await newKeyHandle(subject);
      subject.silence();
      const started = performance.now();
      const refusal = await refusalOf(sign(subject, key));
      expect(performance.now() - started).toBeLessThan(7000);
      expect(refusal).toMatchObject({ code: "key_provider_unavailable", details: { retryAfterSeconds: 5 } });
      subject.recover();
      expect(await sign(subject, key)).toHaveLength(64);
    }, 20_000);

    test("a disabled key is seen, and signs nothing", async () => {
      const subject = start();
      const key = await newKeyHandle(subject);
      await subject.disable(key);
      expect(await subject.provider.condition(key)).toEqual({ state: "disabled", deletionDate: null });
      expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" });
    });

    test("a deleted key signs nothing, and deleting it again is fine (I14)", async () => {
      const subject = start();
      const key = await newKeyHandle(subject);
      await subject.provider.scheduleDeletion(key);
      expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" });
      await subject.destroy(key);
      expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" });
      expect(await refusalOf(subject.provider.condition(key))).toMatchObject({ code: "key_provider_refused" });
      expect(await subject.provider.scheduleDeletion(key)).toBeNull();
    });
  });
}

const isIn = (value: unknown, config: unknown): boolean => Object.values(config as object).includes(value);
