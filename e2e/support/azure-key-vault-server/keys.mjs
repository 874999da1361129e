import { createHash, createPublicKey, generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { joseOf } from "../jose-signature.mjs";
import * as ecdsa from "../kms-server/ecdsa.mjs";
import { digestLengths } from "../kms-server/key-specs.mjs";
import * as rsa from "../kms-server/rsa.mjs";
import { newRsaKey } from "../rsa-keys.mjs";
import { badParameter, forbidden, KeyVaultError, notFound } from "./errors.mjs";

const generate = promisify(generateKeyPair);
const DAY = 24 * 60 * 60;
const RECOVERABLE_DAYS = 90;

const curves = {
  "P-256": { curve: "prime256v1", algorithm: "ES256" },
  "P-256K": { curve: "secp256k1", algorithm: "ES256K" },
  "P-384": { curve: "secp384r1", algorithm: "ES384" },
  "P-521": { curve: "secp521r1", algorithm: "ES512" },
};
const rsaAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
const hashOf = (algorithm) => `sha${/\d{3}/.exec(algorithm)[0]}`;

async function newPrivateKey({ kty, crv, key_size: size = 2048 }) {
  if (kty === "EC") {
    if (!Object.hasOwn(curves, crv)) throw badParameter(`The property crv does not take ${crv}.`);
    return (await generate("ec", { namedCurve: curves[crv].curve })).privateKey;
  }
  if (kty !== "RSA") throw badParameter(`The property kty does not take ${kty}.`);
  if (![2048, 3072, 4096].includes(size)) throw badParameter(`The property key_size does not take ${size}.`);
  return (await newRsaKey(size)).privateKey;
}

function bundle(world, key, { id, pem, crv, enabled, ops, createdAt }) {
  const { kty, n, e, x, y } = createPublicKey(pem).export({ format: "jwk" });
  const material = kty === "RSA" ? { n, e } : { crv, x, y };
  return {
    key: { kid: `${world.vaultUrl}/keys/${key.name}/${id}`, kty, key_ops: ops, ...material },
    attributes: {
      enabled,
      created: createdAt,
      updated: createdAt,
      recoveryLevel: "Recoverable+Purgeable",
      recoverableDays: RECOVERABLE_DAYS,
    },
    tags: key.tags,
  };
}

const deletedBundle = (world, key) => ({
  ...bundle(world, key, key.versions.at(-1)),
  recoveryId: `${world.vaultUrl}/deletedkeys/${key.name}`,
  deletedDate: key.deletedAt,
  scheduledPurgeDate: key.deletedAt + RECOVERABLE_DAYS * DAY,
});

function find(world, name, version) {
  const key = world.keys.get(name);
  const found = version ? key?.versions.find(({ id }) => id === version) : key?.versions.at(-1);
  if (!found) throw notFound(name);
  return { key, version: found };
}

function signed(world, { version }, { alg, value }) {
  const { pem, crv, enabled, ops } = version;
  if (!enabled) throw forbidden("Operation sign is not allowed on a disabled key.", "KeyDisabled");
  if (!ops.includes("sign")) throw forbidden("Operation sign is not permitted on this key.", "KeyOperationForbidden");
  if (!(crv ? [curves[crv].algorithm] : rsaAlgorithms).includes(alg))
    throw badParameter(`Key and signing algorithm are incompatible: ${alg}.`);
  const hash = hashOf(alg);
  const digest = Buffer.from(String(value), "base64url");
  if (digest.length !== digestLengths[hash])
    throw badParameter(`Invalid length of 'value': ${digest.length} bytes. Required length is ${digestLengths[hash]}.`);
  const { signOtherBytes, signatureShape } = world.faults.show();
  const asked = signOtherBytes ? createHash(hash).update(digest).digest() : digest;
  if (crv) {
    const { curve } = curves[crv];
    const der = ecdsa.signDigest(curve, pem, asked, signatureShape === "any" ? "any" : "shortR");
    return joseOf(der, curve, signatureShape).toString("base64url");
  }
  return rsa
    .signDigest(alg.startsWith("PS") ? "RSASSA_PSS" : "RSASSA_PKCS1_V1_5", hash, pem, asked)
    .toString("base64url");
}

/** The paths of Key Vault that this server has, each with the permission that it asks for. */
export const keyPaths = [
  {
    action: "keys/create",
    method: "POST",
    pattern: /^\/keys\/([0-9a-zA-Z-]{1,127})\/create$/,
    async run(world, [name], body) {
      if (world.deleted.has(name))
        throw new KeyVaultError(
          409,
          "Conflict",
          `Key ${name} is currently in a deleted but recoverable state.`,
          "ObjectIsDeletedButRecoverable",
        );
      const privateKey = await newPrivateKey(body);
      const version = {
        id: randomBytes(16).toString("hex"),
        pem: privateKey.export({ format: "pem", type: "pkcs8" }),
        crv: body.kty === "EC" ? body.crv : undefined,
        enabled: body.attributes?.enabled ?? true,
        ops: body.key_ops ?? ["sign", "verify"],
        createdAt: Math.floor(world.now() / 1000),
      };
      const key = world.keys.get(name) ?? { name, versions: [] };
      key.tags = body.tags ?? {};
      key.versions.push(version);
      world.keys.set(name, key);
      const answer = bundle(world, key, version);
      if (world.faults.show().hidePublicKeys) answer.key = { kid: answer.key.kid, kty: answer.key.kty };
      return answer;
    },
  },
  {
    action: "keys/sign",
    method: "POST",
    pattern: /^\/keys\/([0-9a-zA-Z-]{1,127})\/([0-9a-f]{32})\/sign$/,
    run(world, [name, id], body) {
      const found = find(world, name, id);
      return { kid: `${world.vaultUrl}/keys/${name}/${id}`, value: signed(world, found, body) };
    },
  },
  {
    action: "keys/get",
    method: "GET",
    pattern: /^\/keys\/([0-9a-zA-Z-]{1,127})(?:\/([0-9a-f]{32})?)?$/,
    run(world, [name, id]) {
      const { key, version } = find(world, name, id);
      return bundle(world, key, version);
    },
  },
  {
    action: "keys/get",
    method: "GET",
    pattern: /^\/deletedkeys\/([0-9a-zA-Z-]{1,127})$/,
    run(world, [name]) {
      const key = world.deleted.get(name);
      if (!key) throw notFound(name);
      return deletedBundle(world, key);
    },
  },
  {
    action: "keys/delete",
    method: "DELETE",
    pattern: /^\/keys\/([0-9a-zA-Z-]{1,127})$/,
    run(world, [name]) {
      const { key } = find(world, name);
      key.deletedAt = Math.floor(world.now() / 1000);
      world.keys.delete(name);
      world.deleted.set(name, key);
      return deletedBundle(world, key);
    },
  },
];
