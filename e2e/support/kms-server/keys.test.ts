import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  type KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  NotFoundException,
  ScheduleKeyDeletionCommand,
  SignCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { clientOf } from "@/e2e/support/kms-server/test-client";

const DAY = 24 * 60 * 60 * 1000;
const first = { accountId: "111122223333", accessKeyId: "AKIALOCALTESTSERVER1", secretAccessKey: "first-secret" };
const second = { accountId: "444455556666", accessKeyId: "AKIALOCALTESTSERVER2", secretAccessKey: "second-secret" };
const signing = { Message: new Uint8Array(8), SigningAlgorithm: "ECDSA_SHA_256" as const };

const createKey = (client: KMSClient, more = {}) =>
  client
    .send(new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", ...more }))
    .then(({ KeyMetadata }) => ({ id: KeyMetadata?.KeyId ?? "", arn: KeyMetadata?.Arn ?? "", metadata: KeyMetadata }));

describe("the KMS test server keeps keys as AWS does", () => {
  let server: KmsServer;
  let client: KMSClient;
  let clock = Date.now();
  beforeAll(async () => {
    server = await startKmsServer({ accounts: [first, second], now: () => clock });
    client = clientOf(server);
  });
  afterAll(() => server.stop());

  test("a key is described in full", async () => {
    const { metadata, id } = await createKey(client, { Description: "sample", MultiRegion: true });
    expect(id).toMatch(/^mrk-[0-9a-f]{32}$/);
    expect(metadata).toMatchObject({
      AWSAccountId: first.accountId,
      Arn: `arn:aws:kms:eu-central-1:${first.accountId}:key/${id}`,
      KeyState: "Enabled",
      KeySpec: "ECC_NIST_P256",
      KeyUsage: "SIGN_VERIFY",
      SigningAlgorithms: ["ECDSA_SHA_256"],
      Description: "sample",
      CreationDate: new Date(Math.floor(clock)),
    });
  });

  test("what cannot be made is refused", async () => {
    await expect(createKey(client, { KeySpec: "SYMMETRIC_DEFAULT" })).rejects.toThrow(/this server makes/);
    await expect(createKey(client, { KeyUsage: "ENCRYPT_DECRYPT" })).rejects.toMatchObject({
      name: "ValidationException",
    });
    await expect(createKey(client, { Policy: "{" })).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
    await expect(createKey(client, { Tags: [{ TagKey: "aws:x", TagValue: "" }] })).rejects.toMatchObject({
      name: "TagException",
    });
  });

  test("a key answers to id, ARN, alias name and alias ARN", async () => {
    const { id, arn } = await createKey(client);
    await client.send(new CreateAliasCommand({ AliasName: "alias/badge", TargetKeyId: id }));
    const aliasArn = `arn:aws:kms:eu-central-1:${first.accountId}:alias/badge`;
    for (const KeyId of [id, arn, "alias/badge", aliasArn]) {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
      expect(KeyMetadata?.KeyId).toBe(id);
    }
    await expect(client.send(new DescribeKeyCommand({ KeyId: "alias/none" }))).rejects.toBeInstanceOf(
      NotFoundException,
    );
  });

  test("an alias is taken once, moves and goes", async () => {
    const [from, to] = [await createKey(client), await createKey(client)];
    const AliasName = "alias/moving";
    await client.send(new CreateAliasCommand({ AliasName, TargetKeyId: from.id }));
    await expect(client.send(new CreateAliasCommand({ AliasName, TargetKeyId: to.id }))).rejects.toMatchObject({
      name: "AlreadyExistsException",
    });
    await expect(
      client.send(new CreateAliasCommand({ AliasName: "no-prefix", TargetKeyId: to.id })),
    ).rejects.toMatchObject({ name: "ValidationException" });
    await client.send(new UpdateAliasCommand({ AliasName, TargetKeyId: to.id }));
    const { Aliases } = await client.send(new ListAliasesCommand({ KeyId: to.id }));
    expect(Aliases).toMatchObject([{ AliasName, TargetKeyId: to.id }]);
    await client.send(new DeleteAliasCommand({ AliasName }));
    expect((await client.send(new ListAliasesCommand({ KeyId: to.id }))).Aliases).toEqual([]);
  });

  test("tags are laid over, taken off and paged", async () => {
    const { id: KeyId } = await createKey(client, { Tags: [{ TagKey: "a", TagValue: "1" }] });
    const Tags = [
      { TagKey: "a", TagValue: "2" },
      { TagKey: "b", TagValue: "3" },
      { TagKey: "c", TagValue: "4" },
    ];
    await client.send(new TagResourceCommand({ KeyId, Tags }));
    await client.send(new UntagResourceCommand({ KeyId, TagKeys: ["c"] }));
    const page = await client.send(new ListResourceTagsCommand({ KeyId, Limit: 1 }));
    expect(page).toMatchObject({ Tags: [{ TagKey: "a", TagValue: "2" }], Truncated: true });
    const rest = await client.send(new ListResourceTagsCommand({ KeyId, Limit: 1, Marker: page.NextMarker }));
    expect(rest).toMatchObject({ Tags: [{ TagKey: "b", TagValue: "3" }], Truncated: false });
  });

  test("paging over all keys meets each exactly once; a made-up marker is refused", async () => {
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await client.send(new ListKeysCommand({ Limit: 2, Marker }));
      seen.push(...(page.Keys ?? []).map((key) => key.KeyId ?? ""));
      Marker = page.NextMarker;
    } while (Marker);
    const all = await client.send(new ListKeysCommand({}));
    expect(seen).toEqual(all.Keys?.map((key) => key.KeyId));
    expect(new Set(seen).size).toBe(seen.length);
    await expect(client.send(new ListKeysCommand({ Marker: "invented" }))).rejects.toMatchObject({
      name: "InvalidMarkerException",
    });
  });

  test("keys are deleted only after their waiting period, which can be called off", async () => {
    const { id: KeyId } = await createKey(client);
    const schedule = (PendingWindowInDays?: number) =>
      client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
    await expect(schedule(6)).rejects.toMatchObject({ name: "ValidationException" });
    expect(await schedule()).toMatchObject({ KeyState: "PendingDeletion", PendingWindowInDays: 30 });
    await expect(client.send(new SignCommand({ KeyId, ...signing }))).rejects.toMatchObject({
      name: "KMSInvalidStateException",
    });
    await client.send(new CancelKeyDeletionCommand({ KeyId }));
    const state = async () => (await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
    expect(await state()).toBe("Disabled");
    await client.send(new EnableKeyCommand({ KeyId }));
    expect(await state()).toBe("Enabled");
    await client.send(new DisableKeyCommand({ KeyId }));
    expect(await state()).toBe("Disabled");
    await schedule(7);
    clock += 7 * DAY;
    await expect(
      clientOf(server, { systemClockOffset: 7 * DAY }).send(new DescribeKeyCommand({ KeyId })),
    ).rejects.toMatchObject({ name: "NotFoundException" });
    clock -= 7 * DAY;
  });

  test("another account and another region see nothing of a key", async () => {
    const { id, arn } = await createKey(client);
    const other = clientOf(server, { credentials: second });
    await expect(other.send(new DescribeKeyCommand({ KeyId: id }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
    await expect(other.send(new DescribeKeyCommand({ KeyId: arn }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    const elsewhere = clientOf(server, { region: "us-east-1" });
    await expect(elsewhere.send(new DescribeKeyCommand({ KeyId: id }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});

test("the KMS test server finds its keys and aliases again after a restart", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "kms-server-"));
  try {
    const before = await startKmsServer({ folder });
    const { id } = await createKey(clientOf(before));
    await clientOf(before).send(new CreateAliasCommand({ AliasName: "alias/kept", TargetKeyId: id }));
    await before.stop();

    const after = await startKmsServer({ folder });
    const { KeyId } = await clientOf(after).send(new SignCommand({ KeyId: "alias/kept", ...signing }));
    expect(KeyId).toContain(id);
    await after.stop();
  } finally {
    await rm(folder, { recursive: true });
  }
});
