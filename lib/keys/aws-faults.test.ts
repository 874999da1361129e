import { inspect } from "node:util";
import { DisableKeyCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { clientOf } from "@/e2e/support/kms-server/test-client";
import { utf8 } from "@/lib/kernel/bytes";
import { awsProvider } from "@/lib/keys/aws";
import type { KeyHandle, KeyProvider } from "@/lib/keys/provider";
import { newKeyHandle } from "@/lib/keys/provider.contract";
import { signerOf } from "@/lib/keys/signer";
import type { AwsKeyConfig } from "@/lib/signing-key/schema";
import { accessKeyOf, kmsAccounts, testKms } from "@/lib/testing/kms";
import { refusalOf } from "@/lib/testing/refusal";

const configOf = (number: 0 | 1, more = {}): AwsKeyConfig => ({
  credentials: "accessKey",
  ...accessKeyOf(kmsAccounts[number]),
  region: "eu-central-1",
  ...more,
});

const server = await testKms({ accounts: [...kmsAccounts] });
let provider: KeyProvider;
let key: KeyHandle;
beforeEach(async () => {
  // A provider of its own for each test, so that no breaker stays open from the last one.
  provider = awsProvider({ rolesAllowed: [] });
  key = await newKeyHandle({ provider, config: configOf(0) });
  server.requests.length = 0;
});

const sign = (handle = key) => provider.sign(handle, utf8("sample"));

describe("when AWS KMS says no", () => {
  test("a missing permission is named, and AWS's own words stay inside (E4)", async () => {
    server.control.set({ deny: ["Sign"] });
    const refusal = await refusalOf(sign());
    expect(refusal).toMatchObject({ code: "key_provider_refused", status: 503, details: { retryAfterSeconds: 30 } });
    expect(refusal.message).toContain("kms:Sign");
    expect(refusal.message).not.toContain("arn:aws:iam");
    expect(refusal.details.cause).toContain("is not authorized to perform: kms:Sign");
  });

  test("creating a key without permission names both permissions that it takes", async () => {
    server.control.set({ deny: ["CreateKey"] });
    const refusal = await refusalOf(newKeyHandle({ provider, config: configOf(0) }));
    expect(refusal.message).toContain("kms:CreateKey and kms:TagResource");
  });

  test("a disabled key and one awaiting deletion are refused, not retried", async () => {
    const KeyId = key.reference ?? "";
    const aws = clientOf(server);
    await aws.send(new DisableKeyCommand({ KeyId }));
    expect(await refusalOf(sign())).toMatchObject({ code: "key_provider_refused" });
    await aws.send(new ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusalOf(sign())).toMatchObject({ code: "key_provider_refused" });
    expect(server.requests.filter(({ operation }) => operation === "Sign")).toHaveLength(2);
  });

  test.each(["LimitExceededException", "InvalidKeyUsageException", "ValidationException"])(
    "%s is a refusal",
    async (type) => {
      server.control.set({ failNext: { count: 9, type } });
      expect(await refusalOf(sign())).toMatchObject({ code: "key_provider_refused" });
    },
  );
});

describe("when AWS KMS is in trouble (E5)", () => {
  test("a fault of KMS is retried, then reported as unavailable", async () => {
    server.control.set({ failNext: { count: 1, type: "KMSInternalException", status: 500 } });
    expect(await sign()).toHaveLength(64);
    server.control.set({ errorRate: 1 });
    expect(await refusalOf(sign())).toMatchObject({ code: "key_provider_unavailable" });
  });

  test("silent once, it is asked again after 2 s", async () => {
    server.control.set({ hangNext: { count: 1, seconds: 10 } });
    const started = performance.now();
    expect(await sign()).toHaveLength(64);
    expect(performance.now() - started, "long before it spoke").toBeLessThan(6000);
    expect(server.requests).toHaveLength(2);
  });

  test("nobody listening is unavailable; after five failures the breaker answers at once", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:1");
    provider = awsProvider({ rolesAllowed: [] });
    for (let times = 0; times < 5; times++)
      expect(await refusalOf(sign())).toMatchObject({ code: "key_provider_unavailable" });
    const asked = server.requests.length;
    const refusal = await refusalOf(sign());
    expect(refusal.details).toMatchObject({ retryAfterSeconds: 5 });
    expect(refusal.details.cause).toContain("circuit");
    expect(server.requests).toHaveLength(asked);
  });

  test("an answer that is no KMS answer is unavailable", async () => {
    const { createServer } = await import("node:http");
    const other = createServer((_request, response) => response.end("<html>not KMS</html>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    vi.stubEnv("AWS_ENDPOINT_URL_KMS", `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
    provider = awsProvider({ rolesAllowed: [] });
    const refusal = await refusalOf(sign());
    expect(refusal.code).toBe("key_provider_unavailable");
    other.closeAllConnections();
    other.close();
  });

  test("no more than 32 requests are ever under way, and the rest wait their turn", async () => {
    server.control.set({ latencyMs: 50 });
    const signatures = await Promise.all(Array.from({ length: 80 }, () => sign()));
    expect(signatures).toHaveLength(80);
    expect(server.mostInFlight()).toBe(32);
  });

  test("more requests than may wait are turned away at once", async () => {
    server.control.set({ latencyMs: 200 });
    const answers = await Promise.allSettled(Array.from({ length: 600 }, () => sign()));
    const refusals = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    // On a slow machine some of those that wait run out of time: they are told another time to come back.
    const turnedAway = refusals.filter(({ details }) => details.retryAfterSeconds === 1);
    expect(turnedAway).toHaveLength(600 - 32 - 512);
    for (const { code } of refusals) expect(code).toBe("key_provider_unavailable");
  });
});

describe("secrets and tenants", () => {
  test("two tenants with access keys of their own never mix over a hundred interleaved signatures (S8)", async () => {
    const keys = await Promise.all(
      ([0, 1] as const).map((at) => newKeyHandle({ provider, config: configOf(at) }, "P-256", `tenant-${at}`)),
    );
    server.requests.length = 0;
    // A busy machine answers so many in time: one that is late is asked again.
    for (let first = 0; first < 100; first += 20) {
      const some = Array.from({ length: 20 }, (_, at) => {
        const handle = keys[at % 2];
        return handle && signerOf(provider, handle, "did:web:example.org#key").sign(utf8(`sample ${first + at}`));
      });
      await Promise.all(some);
    }
    const owners = new Map(keys.map((handle, at) => [handle.reference, kmsAccounts[at]?.accessKeyId]));
    expect(server.requests).toHaveLength(100);
    for (const { keyId, accessKeyId } of server.requests) expect(accessKeyId).toBe(owners.get(keyId));
  });

  test("the same access key with another secret is another client (S8)", async () => {
    await sign();
    const wrong = configOf(0, { secretAccessKey: "a-secret-that-is-not-right" });
    const refusal = await refusalOf(newKeyHandle({ provider, config: wrong }));
    expect(refusal).toMatchObject({ code: "key_provider_refused" });
    expect(refusal.message).toContain("kms:CreateKey");
  });

  test("a secret access key shows in no refusal, however AWS words it (S1, S3, S4)", async () => {
    const secret = kmsAccounts[0].secretAccessKey;
    const faults = [
      { deny: ["Sign"] },
      { throttleNext: 9 },
      { failNext: { count: 9, type: "ValidationException", message: `Your secret is ${secret}.` } },
      { failNext: { count: 9, type: "InvalidSignatureException", message: `The canonical string was ${secret}.` } },
      { failNext: { count: 9, type: "KMSInternalException", message: secret, status: 500 } },
    ];
    for (const fault of faults) {
      server.control.reset();
      server.control.set(fault);
      const refusal = await refusalOf(sign());
      const texts = [
        `${refusal}`,
        refusal.stack,
        JSON.stringify(refusal),
        inspect(refusal, { depth: 20, showHidden: true }),
      ];
      for (const text of texts) expect(text).not.toContain(secret);
      expect(refusal.cause).toBeUndefined();
    }
    const handle = [JSON.stringify(key), inspect(key, { depth: 20, showHidden: true })];
    for (const text of handle) expect(text).not.toContain(secret);
  });

  test("what AWS quotes of a request it could not verify is kept nowhere: it may hold a session token (S4)", async () => {
    const message = "The Canonical String should have been: x-amz-security-token:canary-session";
    server.control.set({ failNext: { count: 9, type: "InvalidSignatureException", message } });
    const refusal = await refusalOf(sign());
    expect(refusal.details.cause).toContain("kms:Sign InvalidSignatureException 400");
    expect(inspect(refusal, { depth: 20, showHidden: true })).not.toContain("canary-session");
  });
});
