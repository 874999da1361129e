import {
  CreateKeyCommand,
  GetPublicKeyCommand,
  ListKeysCommand,
  SignCommand,
  VerifyCommand,
} from "@aws-sdk/client-kms";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { clientOf } from "@/e2e/support/kms-server/test-client";

describe("the KMS test server fails on demand", () => {
  let server: KmsServer;
  beforeAll(async () => {
    server = await startKmsServer();
  });
  afterEach(() => server.control.reset());
  afterAll(() => server.stop());

  const control = (method: string, body?: unknown) =>
    fetch(`${server.url}/_control`, { method, body: body === undefined ? null : JSON.stringify(body) });
  const list = (config = {}) => clientOf(server, config).send(new ListKeysCommand({}));
  const newKey = async () => {
    const input = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" } as const;
    return (await clientOf(server).send(new CreateKeyCommand(input))).KeyMetadata?.KeyId ?? "";
  };

  test("switches are set over HTTP, shown and put back; unknown ones are refused", async () => {
    expect(await (await control("POST", { deny: ["ListKeys"] })).json()).toMatchObject({ deny: ["ListKeys"] });
    await expect(list()).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect((await control("POST", { wibble: 1 })).status).toBe(400);
    expect((await control("POST", { errorRate: 2 })).status).toBe(400);
    await control("DELETE");
    await list();
  });

  test("the next requests are throttled, and a client that tries again gets through", async () => {
    server.control.set({ throttleNext: 2 });
    await expect(list()).rejects.toMatchObject({ name: "ThrottlingException" });
    await list({ maxAttempts: 2 });
  });

  test("a fault for one operation is not used up by another", async () => {
    const KeyId = await newKey();
    server.control.set({ only: ["GetPublicKey"], throttleNext: 1 });
    await list();
    await expect(clientOf(server).send(new GetPublicKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: "ThrottlingException",
    });
  });

  test("the next request fails with the very error asked for", async () => {
    server.control.set({ failNext: { count: 1, type: "DependencyTimeoutException", status: 500 } });
    await expect(list()).rejects.toMatchObject({
      name: "DependencyTimeoutException",
      $metadata: { httpStatusCode: 500 },
    });
    await list();
  });

  test("with an error rate of 1 everything is an internal fault", async () => {
    server.control.set({ errorRate: 1 });
    await expect(list()).rejects.toMatchObject({ name: "KMSInternalException" });
  });

  test("it can be slow, and silent", async () => {
    server.control.set({ latencyMs: 120 });
    const started = performance.now();
    await list();
    expect(performance.now() - started).toBeGreaterThan(110);
    server.control.set({ latencyMs: 0, hangNext: { count: 1, seconds: 30 } });
    const requestHandler = { requestTimeout: 150, throwOnRequestTimeout: true };
    await expect(list({ requestHandler })).rejects.toMatchObject({ name: "TimeoutError" });
    await list();
  });

  test.each(["shortR", "shortS"] as const)("%s gives good signatures whose integer is short", async (shape) => {
    const KeyId = await newKey();
    server.control.set({ signatureShape: shape });
    const input = { KeyId, Message: new Uint8Array(32), SigningAlgorithm: "ECDSA_SHA_256" } as const;
    const { Signature = new Uint8Array() } = await clientOf(server).send(new SignCommand(input));
    const lengthOfR = Signature[3] ?? 0;
    const lengthOfS = Signature[5 + lengthOfR] ?? 0;
    expect(shape === "shortR" ? lengthOfR : lengthOfS).toBeLessThan(33);
    const { PublicKey } = await clientOf(server).send(new GetPublicKeyCommand({ KeyId }));
    expect(PublicKey).toBeDefined();
    const verified = await clientOf(server).send(new VerifyCommand({ ...input, Signature }));
    expect(verified.SignatureValid).toBe(true);
  });

  test("a lying server signs other bytes", async () => {
    const KeyId = await newKey();
    server.control.set({ signOtherBytes: true });
    const input = { KeyId, Message: new Uint8Array(32), SigningAlgorithm: "ECDSA_SHA_256" } as const;
    const { Signature } = await clientOf(server).send(new SignCommand(input));
    await expect(clientOf(server).send(new VerifyCommand({ ...input, Signature }))).rejects.toMatchObject({
      name: "KMSInvalidSignatureException",
    });
  });
});
