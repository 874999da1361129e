import { KmsError, notFound, validation } from "./errors.mjs";
import { arnOf, findKey, keyArn } from "./lookup.mjs";
import { pageOf } from "./paging.mjs";

function aliasArn(caller, name) {
  if (typeof name !== "string" || !/^alias\/[a-zA-Z0-9/_-]{1,250}$/.test(name))
    throw validation("Alias must start with the prefix 'alias/' and hold letters, digits, slash, underscore and dash.");
  if (name.startsWith("alias/aws/"))
    throw new KmsError("NotAuthorizedException", "The prefix alias/aws/ is kept for AWS.");
  return arnOf(caller, name);
}

function existing(world, caller, name) {
  const arn = aliasArn(caller, name);
  const alias = world.store.aliases.get(arn);
  if (!alias) throw notFound(`Alias ${arn} is not found.`);
  return alias;
}

function put(world, alias) {
  world.store.aliases.set(alias.arn, alias);
  world.store.saveAliases();
  return null;
}

const entry = (world, alias) => ({
  AliasName: alias.name,
  AliasArn: alias.arn,
  TargetKeyId: world.store.keys.get(alias.keyId)?.id,
  CreationDate: alias.createdAt / 1000,
  LastUpdatedDate: alias.updatedAt / 1000,
});

export const aliasOperations = {
  CreateAlias(world, caller, { AliasName, TargetKeyId }) {
    const arn = aliasArn(caller, AliasName);
    const key = findKey(world, caller, TargetKeyId);
    if (world.store.aliases.has(arn))
      throw new KmsError("AlreadyExistsException", `An alias with the name ${arn} already exists`);
    const now = world.now();
    return put(world, { arn, name: AliasName, keyId: key.id, createdAt: now, updatedAt: now });
  },

  UpdateAlias(world, caller, { AliasName, TargetKeyId }) {
    const alias = existing(world, caller, AliasName);
    return put(world, { ...alias, keyId: findKey(world, caller, TargetKeyId).id, updatedAt: world.now() });
  },

  DeleteAlias(world, caller, { AliasName }) {
    world.store.aliases.delete(existing(world, caller, AliasName).arn);
    world.store.saveAliases();
    return null;
  },

  ListAliases(world, caller, input) {
    const key = input.KeyId === undefined ? null : findKey(world, caller, input.KeyId);
    const prefix = arnOf(caller, "alias/");
    const mine = [...world.store.aliases.values()]
      .filter((alias) => alias.arn.startsWith(prefix) && (!key || keyArn(key) === arnOf(caller, `key/${alias.keyId}`)))
      .sort((left, right) => (left.arn < right.arn ? -1 : 1));
    const { page, rest } = pageOf(mine, (alias) => alias.arn, input, { standard: 50, most: 100 });
    return { Aliases: page.map((alias) => entry(world, alias)), ...rest };
  },
};
