import { accessDenied, notFound, validation } from "./errors.mjs";

export const arnOf = (caller, resource) => `arn:aws:kms:${caller.region}:${caller.account.accountId}:${resource}`;
export const keyArn = (key) => `arn:aws:kms:${key.region}:${key.account}:key/${key.id}`;

function parseArn(text) {
  const parts = /^arn:aws:kms:([^:]*):([^:]*):((?:key|alias)\/.+)$/.exec(text);
  if (!parts) throw notFound(`Invalid arn ${text}`);
  return { region: parts[1], account: parts[2], resource: parts[3] };
}

/** A deleted key is gone once its waiting period is over. */
const isGone = (key, now) => key.deletionAt !== null && key.deletionAt <= now;

/** Finds a key by id, ARN, alias name or alias ARN, as the caller may. */
export function findKey(world, caller, name) {
  if (typeof name !== "string" || name.length < 1 || name.length > 2048)
    throw validation("1 validation error detected: Value at 'keyId' must have length between 1 and 2048");
  const arn = name.startsWith("arn:") ? parseArn(name) : null;
  if (arn && arn.region !== caller.region) throw notFound(`Invalid arn ${arn.region}`);
  const owner = arn?.account ?? caller.account.accountId;
  if (owner !== caller.account.accountId)
    throw accessDenied(`User is not authorized to perform this operation on resource: ${name}`);
  const resource = arn?.resource ?? name;
  const alias = resource.startsWith("alias/") ? arnOf(caller, resource) : null;
  const id = alias ? world.store.aliases.get(alias)?.keyId : resource.replace(/^key\//, "");
  const key = id === undefined ? undefined : world.store.keys.get(id);
  if (!key || key.account !== owner || key.region !== caller.region || isGone(key, world.now()))
    throw notFound(alias ? `Alias ${alias} is not found.` : `Key '${arnOf(caller, `key/${resource}`)}' does not exist`);
  return key;
}

export const keysOf = (world, caller) =>
  [...world.store.keys.values()]
    .filter((key) => key.account === caller.account.accountId && key.region === caller.region)
    .filter((key) => !isGone(key, world.now()))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
