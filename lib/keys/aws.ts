import "server-only";
import { createPublicKey } from "node:crypto";
import { CreateAliasCommand, CreateKeyCommand, GetPublicKeyCommand, SignCommand } from "@aws-sdk/client-kms";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { awsKeyTypes, isAwsKeyType, keySpecs, LONGEST_MESSAGE, signRequest } from "@/lib/keys/aws-algorithms";
import { type AwsConnection, awsConnections, checkConnection } from "@/lib/keys/aws-client";
import { conditionOf, hasTag, isGone, isTagged, keyArns, ROW_TAG, scheduleDeletion } from "@/lib/keys/aws-upkeep";
import { isEcdsa, joseFromDer } from "@/lib/keys/ecdsa";
import type { AdoptedKey, CreatedKey, KeyHandle, KeyPlace, KeyProvider, NewKey } from "@/lib/keys/provider";
import { knownPublicKey, publicJwkOf } from "@/lib/keys/public-jwk";
import { type Algorithm, AwsKeyConfig, type KeyType, type PublicJwk } from "@/lib/signing-key/schema";

const TENANT_TAG = "tenant";
const CREATED_BY = "verifiable-credentials-portal";

const nonsense = (what: string, cause: string): Problem =>
  new Problem("key_provider_refused", `AWS KMS answered with ${what}.`, { retryAfterSeconds: 30, cause });

const longestMessage = (keyType: KeyType): number => (keyType === "Ed25519" ? LONGEST_MESSAGE : Infinity);

const tooLong = (length: number): Problem =>
  new Problem(
    "key_provider_refused",
    `AWS KMS signs at most ${LONGEST_MESSAGE} bytes with an Ed25519 key, and these are ${length}: use a key of another type.`,
    { retryAfterSeconds: 30, cause: `${length} bytes for kms:Sign` },
  );

function settings(config: AwsKeyConfig): Record<string, string> {
  const shown = {
    credentials: config.credentials,
    region: config.region,
    roleName: config.credentials === "instanceRole" ? config.roleName : undefined,
    accessKeyId: config.credentials === "accessKey" ? config.accessKeyId : undefined,
  };
  return Object.fromEntries(Object.entries(shown).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function createKey(connection: AwsConnection, key: NewKey): Promise<string> {
  if (!isAwsKeyType(key.keyType))
    throw invalidField("keyType", `AWS KMS cannot hold ${key.keyType}: choose one of ${awsKeyTypes.join(", ")}.`);
  const own = { [TENANT_TAG]: key.tenantId, [ROW_TAG]: key.id, "created-by": CREATED_BY };
  const command = new CreateKeyCommand({
    KeySpec: keySpecs[key.keyType],
    KeyUsage: "SIGN_VERIFY",
    Description: key.name,
    // Ours come last: nobody marks a key as another tenant's.
    Tags: Object.entries({ ...key.tags, ...own }).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
  });
  const { KeyMetadata } = await connection.callOnce("kms:CreateKey", (client, options) =>
    client.send(command, options),
  );
  if (!KeyMetadata?.Arn) throw nonsense("a key without an ARN", `kms:CreateKey without Arn for ${key.id}`);
  return KeyMetadata.Arn;
}

async function publicKey(connection: AwsConnection, KeyId: string, keyType: KeyType): Promise<PublicJwk> {
  const command = new GetPublicKeyCommand({ KeyId });
  const { PublicKey } = await connection.call("kms:GetPublicKey", (client, options) => client.send(command, options));
  const jwk = PublicKey && publicJwkOf(importPublicKey(PublicKey), keyType);
  if (!jwk) throw nonsense("a public key of another kind", `kms:GetPublicKey of ${KeyId} is no ${keyType}`);
  return jwk;
}

/** A key that was there before; null when there is none of that name that signs. */
async function describeKey(connection: AwsConnection, name: string): Promise<AdoptedKey | null> {
  const command = new GetPublicKeyCommand({ KeyId: name });
  try {
    const answer = await connection.call("kms:GetPublicKey", (client, options) => client.send(command, options));
    const { PublicKey, KeyUsage, KeyId: reference } = answer;
    const known = PublicKey && KeyUsage === "SIGN_VERIFY" ? knownPublicKey(importPublicKey(PublicKey)) : null;
    if (!known || !reference || !isAwsKeyType(known.keyType)) return null;
    return { reference, keyType: known.keyType, publicJwk: known.jwk };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

async function giveAlias(connection: AwsConnection, KeyId: string, alias: string): Promise<void> {
  const command = new CreateAliasCommand({ AliasName: `alias/${alias}`, TargetKeyId: KeyId });
  try {
    await connection.callOnce("kms:CreateAlias", (client, options) => client.send(command, options));
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Problem("key_already_exists", `AWS KMS has a key named ${alias} already: choose another keyName.`);
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Problem && /^kms:\w+ AlreadyExistsException\b/.test(error.details.cause ?? "");

function importPublicKey(der: Uint8Array) {
  try {
    return createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  } catch {
    throw nonsense("a public key that cannot be read", "kms:GetPublicKey gave no SubjectPublicKeyInfo");
  }
}

/** A key that nobody can use must not stay behind; when this fails too, its tags tell whose it was. */
const discard = (connection: AwsConnection, KeyId: string): Promise<unknown> =>
  scheduleDeletion(connection, KeyId).catch(() => {});

function joseSignature(signature: Uint8Array, algorithm: Algorithm, KeyId: string): Uint8Array {
  if (!isEcdsa(algorithm)) return signature;
  try {
    return joseFromDer(signature, algorithm);
  } catch (error) {
    throw nonsense("a malformed signature", `kms:Sign by ${KeyId}: ${error instanceof Error ? error.message : ""}`);
  }
}

function referenceOf({ id, reference }: Pick<KeyHandle, "id" | "reference">): string {
  if (!reference) throw new Error(`AWS key ${id} came without its ARN.`);
  return reference;
}

const regionOfArn = (arn: string): string | undefined => arn.split(":")[3];

/** Keys in AWS KMS: made there, never seen here. `rolesAllowed` are instance roles the operator vouches for. */
export function awsProvider({ rolesAllowed }: { rolesAllowed: readonly string[] }): KeyProvider<AwsKeyConfig> {
  const connectionOf = awsConnections(rolesAllowed);
  // The region is read from the key's own ARN: the server's default region may have changed since.
  const connectionFor = (key: KeyPlace): AwsConnection =>
    connectionOf(key.tenantId, AwsKeyConfig.parse(key.config.unwrap()), regionOfArn(referenceOf(key)));

  return {
    name: "aws",
    keyTypes: awsKeyTypes,
    config: AwsKeyConfig,
    settings,
    longestMessage,

    async create(config, key): Promise<CreatedKey> {
      const connection = connectionOf(key.tenantId, config);
      await checkConnection(connection);
      const reference = await createKey(connection, key);
      try {
        if (key.alias !== undefined) await giveAlias(connection, reference, key.alias);
        return { reference, publicJwk: await publicKey(connection, reference, key.keyType), privateKey: null };
      } catch (error) {
        await discard(connection, reference);
        throw error;
      }
    },

    async adopt(config, { tenantId, name }) {
      const connection = connectionOf(tenantId, config);
      await checkConnection(connection);
      const found = await describeKey(connection, name);
      if (!found || config.credentials === "accessKey") return found;
      return (await hasTag(connection, found.reference, TENANT_TAG, tenantId)) ? found : null;
    },

    async sign(key, data) {
      const { algorithm } = key;
      const KeyId = referenceOf(key);
      if (data.length > longestMessage(key.keyType)) throw tooLong(data.length);
      const command = new SignCommand({ KeyId, ...signRequest(algorithm, data) });
      const { Signature } = await connectionFor(key).call("kms:Sign", (client, options) =>
        client.send(command, options),
      );
      if (!Signature) throw nonsense("no signature", `kms:Sign by ${KeyId} without Signature`);
      return joseSignature(Signature, algorithm, KeyId);
    },

    condition: async (key) => conditionOf(connectionFor(key), referenceOf(key)),

    async findByTag({ tenantId, id, config }, known) {
      const connection = connectionOf(tenantId, AwsKeyConfig.parse(config.unwrap()));
      const found: string[] = [];
      // One after the other: KMS allows few such questions a second, and nobody waits for the answer.
      for await (const arn of keyArns(connection)) {
        if (!known.has(arn) && (await isTagged(connection, arn, id))) found.push(arn);
      }
      return found;
    },

    async scheduleDeletion(key) {
      const connection = connectionFor(key);
      const KeyId = referenceOf(key);
      try {
        const { state, deletionDate } = await conditionOf(connection, KeyId);
        return state === "pendingDeletion" ? deletionDate : await scheduleDeletion(connection, KeyId);
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
    },
  };
}
