import { constants, createHash, createPublicKey, verify } from "node:crypto";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type KMSClient,
  SignCommand,
  type SigningAlgorithmSpec,
  VerifyCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { clientOf } from "@/e2e/support/kms-server/test-client";

const cases: [KeySpec, SigningAlgorithmSpec, string][] = [
  ["ECC_NIST_P256", "ECDSA_SHA_256", "sha256"],
  ["ECC_NIST_P384", "ECDSA_SHA_384", "sha384"],
  ["ECC_NIST_P521", "ECDSA_SHA_512", "sha512"],
  ["ECC_SECG_P256K1", "ECDSA_SHA_256", "sha256"],
  ["RSA_2048", "RSASSA_PKCS1_V1_5_SHA_256", "sha256"],
  ["RSA_2048", "RSASSA_PSS_SHA_512", "sha512"],
  ["RSA_3072", "RSASSA_PKCS1_V1_5_SHA_384", "sha384"],
  ["RSA_4096", "RSASSA_PKCS1_V1_5_SHA_512", "sha512"],
];

const message = new TextEncoder().encode("a credential, sample only");

async function createKey(client: KMSClient, KeySpec: KeySpec): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ KeySpec, KeyUsage: "SIGN_VERIFY" }));
  return KeyMetadata?.Arn ?? "";
}

describe("the KMS test server signs as AWS does", () => {
  let server: KmsServer;
  let client: KMSClient;
  beforeAll(async () => {
    server = await startKmsServer();
    client = clientOf(server);
  });
  afterAll(() => server.stop());

  test.each(cases)("%s with %s: node verifies what it signs, and it verifies too", async (spec, algorithm, hash) => {
    const KeyId = await createKey(client, spec);
    const { PublicKey = new Uint8Array() } = await client.send(new GetPublicKeyCommand({ KeyId }));
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
    const padding = algorithm.includes("PSS") ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const digest = createHash(hash).update(message).digest();
    for (const input of [
      { Message: message, MessageType: "RAW" as const },
      { Message: digest, MessageType: "DIGEST" as const },
    ]) {
      const signing = { KeyId, SigningAlgorithm: algorithm, ...input };
      const { Signature = new Uint8Array() } = await client.send(new SignCommand(signing));
      expect(verify(hash, message, key.asymmetricKeyType === "rsa" ? { key, padding } : key, Signature)).toBe(true);

      const verified = await client.send(new VerifyCommand({ ...signing, Signature }));
      expect(verified.SignatureValid).toBe(true);
      const spoilt = Uint8Array.from(Signature);
      spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 1;
      await expect(client.send(new VerifyCommand({ ...signing, Signature: spoilt }))).rejects.toMatchObject({
        name: "KMSInvalidSignatureException",
      });
    }
  });

  test("Ed25519 signs the message as it is, whole, raw and of 4096 bytes at most", async () => {
    const KeyId = await createKey(client, "ECC_NIST_EDWARDS25519");
    const { PublicKey = new Uint8Array() } = await client.send(new GetPublicKeyCommand({ KeyId }));
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
    const raw = { KeyId, MessageType: "RAW", SigningAlgorithm: "ED25519_SHA_512" } as const;
    const longest = new Uint8Array(4096);
    const { Signature = new Uint8Array() } = await client.send(new SignCommand({ ...raw, Message: longest }));
    expect(verify(null, longest, key, Signature)).toBe(true);
    const verified = await client.send(new VerifyCommand({ ...raw, Message: longest, Signature }));
    expect(verified.SignatureValid).toBe(true);
    await expect(client.send(new VerifyCommand({ ...raw, Message: message, Signature }))).rejects.toMatchObject({
      name: "KMSInvalidSignatureException",
    });
    for (const wrong of [
      { Message: new Uint8Array(4097) },
      { Message: new Uint8Array(64), MessageType: "DIGEST" as const },
      { Message: message, SigningAlgorithm: "ED25519_PH_SHA_512" as const },
    ])
      await expect(client.send(new SignCommand({ ...raw, ...wrong }))).rejects.toMatchObject({
        name: "ValidationException",
      });
  });

  test("a digest of the wrong length, an empty and an overlong message are refused", async () => {
    const KeyId = await createKey(client, "ECC_NIST_P256");
    const sign = (Message: Uint8Array, MessageType: "RAW" | "DIGEST") =>
      client.send(new SignCommand({ KeyId, Message, MessageType, SigningAlgorithm: "ECDSA_SHA_256" }));
    await expect(sign(new Uint8Array(31), "DIGEST")).rejects.toMatchObject({ name: "ValidationException" });
    await expect(sign(new Uint8Array(0), "RAW")).rejects.toMatchObject({ name: "ValidationException" });
    await expect(sign(new Uint8Array(4097), "RAW")).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("an algorithm the key is not for, and one that is none, are refused", async () => {
    const KeyId = await createKey(client, "ECC_NIST_P256");
    const sign = (SigningAlgorithm: string) =>
      client.send(
        new SignCommand({ KeyId, Message: message, SigningAlgorithm: SigningAlgorithm as SigningAlgorithmSpec }),
      );
    await expect(sign("ECDSA_SHA_384")).rejects.toMatchObject({ name: "InvalidKeyUsageException" });
    await expect(sign("ROT_13")).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("a disabled key does not sign", async () => {
    const KeyId = await createKey(client, "ECC_NIST_P256");
    await client.send(new DisableKeyCommand({ KeyId }));
    const signing = { KeyId, Message: message, SigningAlgorithm: "ECDSA_SHA_256" as const };
    await expect(client.send(new SignCommand(signing))).rejects.toMatchObject({ name: "DisabledException" });
  });
});
