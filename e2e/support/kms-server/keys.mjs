import { randomBytes, randomUUID } from "node:crypto";
import { invalidState, KmsError, validation } from "./errors.mjs";
import { keySpecs } from "./key-specs.mjs";
import { findKey, keyArn, keysOf } from "./lookup.mjs";
import { pageOf } from "./paging.mjs";
import { mergeTags } from "./tags.mjs";

const DAY = 24 * 60 * 60 * 1000;

export const stateOf = (key) => {
  if (key.deletionAt !== null) return "PendingDeletion";
  return key.enabled ? "Enabled" : "Disabled";
};

const metadata = (key) => ({
  AWSAccountId: key.account,
  KeyId: key.id,
  Arn: keyArn(key),
  CreationDate: key.createdAt / 1000,
  Enabled: stateOf(key) === "Enabled",
  Description: key.description,
  KeyUsage: key.usage,
  KeyState: stateOf(key),
  ...(key.deletionAt === null ? {} : { DeletionDate: key.deletionAt / 1000 }),
  Origin: "AWS_KMS",
  KeyManager: "CUSTOMER",
  CustomerMasterKeySpec: key.spec,
  KeySpec: key.spec,
  MultiRegion: key.multiRegion,
  ...(key.usage === "SIGN_VERIFY" ? { SigningAlgorithms: keySpecs[key.spec].signingAlgorithms } : {}),
});

function checkPolicy(policy) {
  if (policy === undefined) return;
  try {
    if (JSON.parse(policy).Statement) return;
  } catch {
    // Refused below, as any other policy without statements.
  }
  throw new KmsError("MalformedPolicyDocumentException", "The policy document is malformed.");
}

function checkSpec(spec, usage) {
  if (!Object.hasOwn(keySpecs, spec)) {
    const known = Object.keys(keySpecs).join(", ");
    throw validation(`Value '${spec}' at 'keySpec' failed to satisfy constraint: this server makes ${known}.`);
  }
  if (!keySpecs[spec].usages.includes(usage))
    throw validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
}

function mustNotBePendingDeletion(key) {
  if (key.deletionAt !== null) throw invalidState(`${keyArn(key)} is pending deletion.`);
  return key;
}

export const keyOperations = {
  async CreateKey(world, caller, input) {
    const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";
    const usage = input.KeyUsage ?? "ENCRYPT_DECRYPT";
    checkSpec(spec, usage);
    checkPolicy(input.Policy);
    const description = input.Description ?? "";
    if (description.length > 8192) throw validation("Value at 'description' must have length at most 8192");
    const tags = mergeTags({}, input.Tags);
    if (keysOf(world, caller).length >= world.keyLimit)
      throw new KmsError("LimitExceededException", "You have reached the quota of KMS keys in this region.");
    const { privateKey } = await keySpecs[spec].generate();
    const key = {
      id: input.MultiRegion ? `mrk-${randomBytes(16).toString("hex")}` : randomUUID(),
      account: caller.account.accountId,
      region: caller.region,
      spec,
      usage,
      description,
      tags,
      policy: input.Policy ?? null,
      multiRegion: input.MultiRegion ?? false,
      enabled: true,
      deletionAt: null,
      createdAt: world.now(),
      privateKey: privateKey.export({ format: "pem", type: "pkcs8" }),
    };
    world.store.saveKey(key);
    return { KeyMetadata: metadata(key) };
  },

  DescribeKey(world, caller, { KeyId }) {
    return { KeyMetadata: metadata(findKey(world, caller, KeyId)) };
  },

  ListKeys(world, caller, input) {
    const { page, rest } = pageOf(keysOf(world, caller), (key) => key.id, input, { standard: 100, most: 1000 });
    return { Keys: page.map((key) => ({ KeyId: key.id, KeyArn: keyArn(key) })), ...rest };
  },

  EnableKey(world, caller, { KeyId }) {
    world.store.saveKey({ ...mustNotBePendingDeletion(findKey(world, caller, KeyId)), enabled: true });
    return null;
  },

  DisableKey(world, caller, { KeyId }) {
    world.store.saveKey({ ...mustNotBePendingDeletion(findKey(world, caller, KeyId)), enabled: false });
    return null;
  },

  ScheduleKeyDeletion(world, caller, { KeyId, PendingWindowInDays = 30 }) {
    if (!Number.isInteger(PendingWindowInDays) || PendingWindowInDays < 7 || PendingWindowInDays > 30)
      throw validation("Value at 'pendingWindowInDays' must be between 7 and 30");
    const found = mustNotBePendingDeletion(findKey(world, caller, KeyId));
    const key = { ...found, enabled: false, deletionAt: world.now() + PendingWindowInDays * DAY };
    world.store.saveKey(key);
    return { KeyId: keyArn(key), DeletionDate: key.deletionAt / 1000, KeyState: stateOf(key), PendingWindowInDays };
  },

  CancelKeyDeletion(world, caller, { KeyId }) {
    const key = findKey(world, caller, KeyId);
    if (key.deletionAt === null) throw invalidState(`${keyArn(key)} is not pending deletion.`);
    world.store.saveKey({ ...key, deletionAt: null });
    return { KeyId: keyArn(key) };
  },
};
