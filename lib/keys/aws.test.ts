import {
  DescribeKeyCommand,
  DisableKeyCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { startMetadataServer } from "@/e2e/support/kms-server/metadata.mjs";
import { clientOf } from "@/e2e/support/kms-server/test-client";
import { utf8 } from "@/lib/kernel/bytes";
import { awsProvider } from "@/lib/keys/aws";
import { describeBackendFaults } from "@/lib/keys/backend-faults.contract";
import type { KeyHandle } from "@/lib/keys/provider";
import { describeKeyProvider, newKeyHandle } from "@/lib/keys/provider.contract";
import { signerOf } from "@/lib/keys/signer";
import type { AwsKeyConfig, KeyType } from "@/lib/signing-key/schema";
import { accessKeyOf, kmsAccounts, testKms } from "@/lib/testing/kms";
import { refusalOf } from "@/lib/testing/refusal";

const [account] = kmsAccounts;
const instance = {
  accountId: account.accountId,
  accessKeyId: "ASIAINSTANCEROLE0001",
  secretAccessKey: "secret-of-the-role",
  sessionToken: "session-of-the-role",
};
const config: AwsKeyConfig = {
  credentials: "accessKey",
  ...accessKeyOf(account),
  region: "eu-central-1",
};
const kinds: KeyType[] = ["P-256", "P-384", "P-521", "secp256k1", "Ed25519", "RSA-2048", "RSA-3072", "RSA-4096"];

const server = await testKms({ accounts: [account, instance] });
beforeEach(() => {
  vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
  for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    vi.stubEnv(name, undefined);
});

const subject = (rolesAllowed: string[] = []) => ({ provider: awsProvider({ rolesAllowed }), config });

describe("AWS KMS", () => {
  describeKeyProvider(kinds, async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_KMS", server.url);
    return subject();
  });
  describeBackendFaults(() => ({
    ...subject(),
    wrongConfig: { ...config, secretAccessKey: "canary-wrong-secret-key" },
    asked: () => server.requests.length,
    throttle: (times) => server.control.set({ throttleNext: times }),
    deny: () => server.control.set({ deny: ["Sign"] }),
    fail: () => server.control.set({ failNext: { count: 1000, type: "KMSInternalException", status: 500 } }),
    signOtherBytes: () => server.control.set({ signOtherBytes: true }),
    silence: () => server.control.set({ hangNext: { count: 1000, seconds: 10 } }),
    recover: () => server.control.reset(),
    disable: async ({ reference }) =>
      void (await clientOf(server).send(new DisableKeyCommand({ KeyId: reference ?? "" }))),
    destroy: async ({ reference }) => server.purge(reference ?? ""),
  }));

  test("a key bears the tags by which an orphan is found", async () => {
    const key = await newKeyHandle(subject());
    const client = clientOf(server);
    const { Tags } = await client.send(new ListResourceTagsCommand({ KeyId: key.reference ?? "" }));
    expect(Object.fromEntries((Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue]))).toEqual({
      tenant: "tenant-1",
      "signing-key": key.id,
      "created-by": "verifiable-credentials-portal",
    });
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: key.reference ?? "" }));
    expect(KeyMetadata?.Description).toBe("Sample key");
  });

  test("signing asks for one Sign and nothing else", async () => {
    const { provider } = subject();
    const key = await newKeyHandle(subject());
    const before = server.requests.length;
    await provider.sign(key, utf8("sample"));
    await provider.sign(key, utf8("sample"));
    expect(server.requests.slice(before).map(({ operation }) => operation)).toEqual(["Sign", "Sign"]);
  });

  test("short integers from KMS are padded (P3)", async () => {
    const { provider } = subject();
    const key = await newKeyHandle(subject());
    for (const signatureShape of ["shortR", "shortS"] as const) {
      server.control.set({ signatureShape });
      const signature = await provider.sign(key, utf8("sample"));
      expect(signature).toHaveLength(64);
      expect(signature[signatureShape === "shortR" ? 0 : 32]).toBe(0);
    }
  });

  test("Ed25519 is signed whole up to 4096 bytes; beyond, the refusal names the limit and nothing is asked (P3)", async () => {
    const { provider } = subject();
    const key = await newKeyHandle(subject(), "Ed25519");
    const signer = signerOf(provider, key, "did:web:example.org#key");
    expect(await signer.sign(new Uint8Array(4096))).toHaveLength(64);
    const before = server.requests.length;
    const refusal = await refusalOf(signer.sign(new Uint8Array(4097)));
    expect(refusal.code).toBe("key_provider_refused");
    expect(refusal.message).toContain("at most 4096 bytes");
    expect(server.requests).toHaveLength(before);
    expect(signer.longestMessage).toBe(4096);
  });

  test("an Ed25519 key that was there before is found by its ARN", async () => {
    const { provider } = subject();
    const { reference, publicJwk } = await newKeyHandle(subject(), "Ed25519");
    const found = await provider.adopt(config, { tenantId: "tenant-1", name: reference ?? "" });
    expect(found).toEqual({ reference, publicJwk, keyType: "Ed25519" });
  });

  test("a key whose public half cannot be read is not left behind (I14)", async () => {
    server.control.set({ deny: ["GetPublicKey"] });
    const before = server.requests.length;
    await refusalOf(newKeyHandle(subject()));
    expect(server.requests.slice(before).map(({ operation }) => operation)).toEqual([
      "CreateKey",
      "GetPublicKey",
      "ScheduleKeyDeletion",
    ]);
  });

  test("the state is what KMS says", async () => {
    const { provider } = subject();
    const key = await newKeyHandle(subject());
    const KeyId = key.reference ?? "";
    await clientOf(server).send(new DisableKeyCommand({ KeyId }));
    expect(await provider.condition(key)).toMatchObject({ state: "disabled" });
    await clientOf(server).send(new ScheduleKeyDeletionCommand({ KeyId }));
    expect(await provider.condition(key)).toEqual({ state: "pendingDeletion", deletionDate: expect.any(Date) });
    const gone: KeyHandle = { ...key, reference: `${KeyId.slice(0, -4)}0000` };
    expect(await refusalOf(provider.condition(gone))).toMatchObject({ code: "key_provider_refused" });
  });

  test("a key whose making was never answered is found by its tag and destroyed, once and again (I14)", async () => {
    const { provider } = subject();
    const [lost, known] = [await newKeyHandle(subject()), await newKeyHandle(subject())];
    expect(await provider.findByTag(lost, new Set([known.reference ?? ""]))).toEqual([lost.reference]);
    expect(await provider.findByTag({ ...lost, id: crypto.randomUUID() }, new Set())).toEqual([]);
    const date = await provider.scheduleDeletion(lost);
    expect(date?.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    expect(await provider.scheduleDeletion(lost)).toEqual(date);
    expect(await provider.scheduleDeletion({ ...lost, reference: `${lost.reference?.slice(0, -4)}0000` })).toBeNull();
    server.control.set({ deny: ["ScheduleKeyDeletion"] });
    expect(await refusalOf(provider.scheduleDeletion(known))).toMatchObject({ code: "key_provider_refused" });
  });

  test("making a key is asked for once: a second try would leave two (I14)", async () => {
    server.control.set({ throttleNext: 1 });
    const before = server.requests.length;
    await refusalOf(newKeyHandle(subject()));
    expect(server.requests.slice(before).map(({ operation }) => operation)).toEqual(["CreateKey"]);
  });

  test("settings show region and access key id, never the secret (S1)", () => {
    expect(subject().provider.settings(config)).toEqual({
      credentials: "accessKey",
      region: "eu-central-1",
      accessKeyId: account.accessKeyId,
    });
  });
});

describe("signing in to AWS", () => {
  test.each(["arn:aws:iam::111122223333:role/issuer", "../issuer", "a/b", ""])(
    "%j is no role name (S8)",
    (roleName) => {
      const judged = subject().provider.config.safeParse({
        credentials: "instanceRole",
        roleName,
        region: "eu-central-1",
      });
      expect(judged.error?.issues[0]?.path).toEqual(["roleName"]);
    },
  );

  const withConfig = (other: AwsKeyConfig, rolesAllowed: string[] = []) => ({
    provider: awsProvider({ rolesAllowed }),
    config: other,
  });
  const signsWith = async (made: ReturnType<typeof withConfig>): Promise<string | null | undefined> => {
    await made.provider.sign(await newKeyHandle(made), utf8("sample"));
    return server.requests.at(-1)?.accessKeyId;
  };

  test("the default chain takes credentials and region from the server's environment", async () => {
    for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
    expect(await signsWith(withConfig({ credentials: "default" }))).toBe(account.accessKeyId);
  });

  test("a key stays in its region when the server's default moves", async () => {
    for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
    const key = await newKeyHandle(withConfig({ credentials: "default" }));
    vi.stubEnv("AWS_REGION", "us-east-1");
    await withConfig({ credentials: "default" }).provider.sign(key, utf8("sample"));
    expect(server.requests.at(-1)).toMatchObject({ operation: "Sign", region: "eu-central-1", error: null });
  });

  test("no region anywhere is refused by the name of its field", async () => {
    vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent");
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    const refusal = await refusalOf(newKeyHandle(withConfig({ credentials: "default" })));
    expect(refusal).toMatchObject({ code: "invalid_request", target: "config.region" });
  });

  test("no credentials anywhere is a refusal that says so", async () => {
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent");
    const made = withConfig({ credentials: "default", region: "eu-central-1" });
    const refusal = await refusalOf(newKeyHandle(made));
    expect(refusal).toMatchObject({ code: "key_provider_refused", details: { retryAfterSeconds: 30 } });
    expect(refusal.message).toContain("credentials");
  });

  test("the attached role is used by its name, another role is refused by the name of its field (S8)", async () => {
    const metadata = await startMetadataServer({ role: "issuer", account: instance });
    vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url);
    const role = (roleName: string): AwsKeyConfig => ({
      credentials: "instanceRole",
      roleName,
      region: "eu-central-1",
    });
    try {
      expect(await signsWith(withConfig(role("issuer")))).toBe(instance.accessKeyId);
      for (const roleName of ["administrator", "issuer/../administrator", "ISSUER"]) {
        const refusal = await refusalOf(newKeyHandle(withConfig(role(roleName))));
        expect(refusal).toMatchObject({ code: "invalid_request", target: "config.roleName" });
      }
    } finally {
      await metadata.stop();
    }
  });

  test("a role that was taken off the instance signs no more", async () => {
    const metadata = await startMetadataServer({ role: "issuer", account: instance });
    vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url);
    const role: AwsKeyConfig = { credentials: "instanceRole", roleName: "issuer", region: "eu-central-1" };
    const key = await newKeyHandle(withConfig(role));
    await metadata.stop();
    const refusal = await refusalOf(withConfig(role).provider.sign(key, utf8("sample")));
    expect(refusal).toMatchObject({ code: "key_provider_refused", details: { retryAfterSeconds: 30 } });
    expect(refusal.message).toContain("role");
  });

  test("a role that the operator allows is used where no metadata service reports it", async () => {
    for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
    const role: AwsKeyConfig = { credentials: "instanceRole", roleName: "task-role", region: "eu-central-1" };
    expect(await signsWith(withConfig(role, ["task-role"]))).toBe(account.accessKeyId);
    const refusal = await refusalOf(newKeyHandle(withConfig(role, ["other-role"])));
    expect(refusal).toMatchObject({ code: "invalid_request", target: "config.roleName" });
  });
});
