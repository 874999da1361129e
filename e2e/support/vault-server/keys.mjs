import { createPublicKey } from "node:crypto";
import { absent, invalid } from "./errors.mjs";
import { keyTypes } from "./key-types.mjs";
import { signatureOf } from "./signing.mjs";

const newVersion = async (type) => {
  const { privateKey } = await keyTypes[type].generate();
  return privateKey.export({ format: "pem", type: "pkcs8" });
};

function publicText(pem, type) {
  const key = createPublicKey(pem);
  if (type !== "ed25519") return key.export({ format: "pem", type: "spki" });
  return Buffer.from(key.export({ format: "jwk" }).x, "base64url").toString("base64");
}

function found(keys, name) {
  const key = keys.get(name);
  if (!key) throw invalid(`no existing key named ${name} could be found`);
  return key;
}

const view = (name, key, hidden = false) => ({
  data: {
    name,
    type: key.type,
    deletion_allowed: key.deletionAllowed,
    exportable: false,
    allow_plaintext_backup: false,
    latest_version: key.versions.length,
    min_available_version: 0,
    min_decryption_version: 1,
    min_encryption_version: key.minEncryptionVersion,
    supports_signing: true,
    soft_deleted: key.softDeleted,
    keys: Object.fromEntries(
      key.versions.map((pem, index) => [
        `${index + 1}`,
        {
          creation_time: "2026-01-01T00:00:00Z",
          name: keyTypes[key.type].name,
          ...(hidden ? {} : { public_key: publicText(pem, key.type) }),
        },
      ]),
    ),
  },
});

/** The paths of Transit that this server has, each with the action that a policy can deny. `keys` are one namespace's. */
export const transitPaths = [
  {
    action: "create",
    method: "POST",
    pattern: /^keys\/([\w][\w.-]*)$/,
    async run({ keys }, name, { type = "aes256-gcm96" }) {
      if (!Object.hasOwn(keyTypes, type)) throw invalid(`unknown key type ${type}`);
      // Asking again for a name that is taken changes nothing, as in Vault.
      if (!keys.has(name)) {
        const versions = [await newVersion(type)];
        keys.set(name, { type, versions, deletionAllowed: false, minEncryptionVersion: 0, softDeleted: false });
      }
      return view(name, keys.get(name));
    },
  },
  {
    action: "read",
    method: "GET",
    pattern: /^keys\/([\w][\w.-]*)$/,
    run({ keys, faults }, name) {
      if (!keys.has(name)) throw absent();
      return view(name, keys.get(name), faults.show().hidePublicKeys);
    },
  },
  {
    action: "sign",
    method: "POST",
    pattern: /^sign\/([\w][\w.-]*)$/,
    run({ keys, faults }, name, request) {
      const key = keys.get(name);
      if (!key) throw invalid("signing key not found");
      return signatureOf(key, request, faults.show());
    },
  },
  {
    action: "rotate",
    method: "POST",
    pattern: /^keys\/([\w][\w.-]*)\/rotate$/,
    async run({ keys }, name) {
      const key = found(keys, name);
      key.versions.push(await newVersion(key.type));
      return view(name, key);
    },
  },
  {
    action: "configure",
    method: "POST",
    pattern: /^keys\/([\w][\w.-]*)\/config$/,
    run({ keys }, name, { deletion_allowed: deletionAllowed, min_encryption_version: least }) {
      const key = found(keys, name);
      if (least > key.versions.length) throw invalid("cannot set min encryption version above the latest key version");
      key.deletionAllowed = deletionAllowed ?? key.deletionAllowed;
      key.minEncryptionVersion = least ?? key.minEncryptionVersion;
      return view(name, key);
    },
  },
  {
    action: "configure",
    method: "POST",
    pattern: /^keys\/([\w][\w.-]*)\/soft-delete$/,
    run({ keys }, name) {
      found(keys, name).softDeleted = true;
      return null;
    },
  },
  {
    action: "delete",
    method: "DELETE",
    pattern: /^keys\/([\w][\w.-]*)$/,
    run({ keys }, name) {
      const key = keys.get(name);
      if (!key) throw invalid(`error deleting policy ${name}: could not delete key; not found`);
      if (!key.deletionAllowed) throw invalid(`error deleting policy ${name}: deletion is not allowed for this key`);
      keys.delete(name);
      return null;
    },
  },
];
