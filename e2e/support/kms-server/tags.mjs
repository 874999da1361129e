import { KmsError } from "./errors.mjs";
import { findKey } from "./lookup.mjs";
import { pageOf } from "./paging.mjs";

const tagError = (message) => new KmsError("TagException", message);

function checkTag({ TagKey, TagValue }) {
  if (typeof TagKey !== "string" || TagKey.length < 1 || TagKey.length > 128) throw tagError("Invalid tag key.");
  if (typeof TagValue !== "string" || TagValue.length > 256) throw tagError("Invalid tag value.");
  if (TagKey.toLowerCase().startsWith("aws:")) throw tagError("Tag keys must not start with aws:.");
}

/** Lays tags over those there are; a tag of the same key is replaced. */
export function mergeTags(present, added = []) {
  for (const tag of added) checkTag(tag);
  if (new Set(added.map((tag) => tag.TagKey)).size !== added.length) throw tagError("Duplicate tag keys.");
  const merged = { ...present, ...Object.fromEntries(added.map(({ TagKey, TagValue }) => [TagKey, TagValue])) };
  if (Object.keys(merged).length > 50) throw new KmsError("LimitExceededException", "Too many tags on the key.");
  return merged;
}

function mustNotBePendingDeletion(key) {
  if (key.deletionAt !== null) throw new KmsError("KMSInvalidStateException", `${key.id} is pending deletion.`);
}

export const tagOperations = {
  TagResource(world, caller, { KeyId, Tags }) {
    const key = findKey(world, caller, KeyId);
    mustNotBePendingDeletion(key);
    world.store.saveKey({ ...key, tags: mergeTags(key.tags, Tags) });
    return null;
  },

  UntagResource(world, caller, { KeyId, TagKeys = [] }) {
    const key = findKey(world, caller, KeyId);
    mustNotBePendingDeletion(key);
    const left = Object.entries(key.tags).filter(([name]) => !TagKeys.includes(name));
    world.store.saveKey({ ...key, tags: Object.fromEntries(left) });
    return null;
  },

  ListResourceTags(world, caller, input) {
    const tags = Object.entries(findKey(world, caller, input.KeyId).tags).sort(([a], [b]) => (a < b ? -1 : 1));
    const { page, rest } = pageOf(tags, ([name]) => name, input, { standard: 50, most: 50 });
    return { Tags: page.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...rest };
  },
};
