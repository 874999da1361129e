import { createHash, createPublicKey, sign, verify } from "node:crypto";
import * as ecdsa from "./ecdsa.mjs";
import { invalidState, invalidUsage, KmsError, validation } from "./errors.mjs";
import { digestLengths, hashOf, keySpecs } from "./key-specs.mjs";
import { stateOf } from "./keys.mjs";
import { findKey, keyArn } from "./lookup.mjs";
import * as rsa from "./rsa.mjs";

function bytes(name, value, most) {
  const decoded = typeof value === "string" ? Buffer.from(value, "base64") : null;
  if (!decoded || decoded.length < 1 || decoded.length > most)
    throw validation(`1 validation error detected: Value at '${name}' must have length between 1 and ${most}`);
  return decoded;
}

function usableKey(world, caller, { KeyId, SigningAlgorithm }) {
  const key = findKey(world, caller, KeyId);
  const state = stateOf(key);
  if (state === "Disabled") throw new KmsError("DisabledException", `${keyArn(key)} is disabled.`);
  if (state !== "Enabled") throw invalidState(`${keyArn(key)} is pending deletion.`);
  if (key.usage !== "SIGN_VERIFY") throw invalidUsage(`${keyArn(key)} key usage is ${key.usage}.`);
  const everySpec = Object.values(keySpecs).flatMap((spec) => spec.signingAlgorithms);
  if (!everySpec.includes(SigningAlgorithm))
    throw validation(`Value '${SigningAlgorithm}' at 'signingAlgorithm' failed to satisfy constraint`);
  if (!keySpecs[key.spec].signingAlgorithms.includes(SigningAlgorithm))
    throw invalidUsage(`Algorithm ${SigningAlgorithm} is incompatible with key spec ${key.spec}.`);
  return key;
}

/** Ed25519 hashes for itself, so it takes messages whole; its prehashed variant is one that node does not have. */
function wholeMessage({ Message, MessageType = "RAW", SigningAlgorithm }) {
  const message = bytes("message", Message, 4096);
  const wanted = SigningAlgorithm === "ED25519_PH_SHA_512" ? "DIGEST" : "RAW";
  if (MessageType !== wanted) throw validation(`Algorithm ${SigningAlgorithm} requires MessageType ${wanted}.`);
  if (wanted === "DIGEST") throw new KmsError("UnsupportedOperationException", "This server has no Ed25519ph.");
  return message;
}

function digestOf({ Message, MessageType = "RAW", SigningAlgorithm }) {
  const hash = hashOf(SigningAlgorithm);
  const message = bytes("message", Message, 4096);
  if (MessageType === "RAW") return { hash, digest: createHash(hash).update(message).digest() };
  if (MessageType !== "DIGEST") throw validation(`Value '${MessageType}' at 'messageType' is not RAW or DIGEST`);
  if (message.length !== digestLengths[hash])
    throw validation(`Digest is invalid length for algorithm ${SigningAlgorithm}.`);
  return { hash, digest: message };
}

function signedWhole(world, key, input) {
  const message = wholeMessage(input);
  const asked = world.faults.signOtherBytes ? createHash("sha512").update(message).digest() : message;
  const Signature = sign(null, asked, key.privateKey).toString("base64");
  return { KeyId: keyArn(key), Signature, SigningAlgorithm: input.SigningAlgorithm };
}

function isSignature(key, input, signature) {
  const { curve, pure } = keySpecs[key.spec];
  if (pure) return verify(null, wholeMessage(input), createPublicKey(key.privateKey), signature);
  const { hash, digest } = digestOf(input);
  return curve
    ? ecdsa.verifyDigest(curve, key.privateKey, digest, signature)
    : rsa.verifyDigest(input.SigningAlgorithm, hash, key.privateKey, digest, signature);
}

export const signingOperations = {
  GetPublicKey(world, caller, { KeyId }) {
    const key = findKey(world, caller, KeyId);
    const state = stateOf(key);
    if (state === "Disabled") throw new KmsError("DisabledException", `${keyArn(key)} is disabled.`);
    if (state !== "Enabled") throw invalidState(`${keyArn(key)} is pending deletion.`);
    return {
      KeyId: keyArn(key),
      PublicKey: createPublicKey(key.privateKey).export({ format: "der", type: "spki" }).toString("base64"),
      CustomerMasterKeySpec: key.spec,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      ...(key.usage === "SIGN_VERIFY" ? { SigningAlgorithms: keySpecs[key.spec].signingAlgorithms } : {}),
    };
  },

  Sign(world, caller, input) {
    const key = usableKey(world, caller, input);
    if (keySpecs[key.spec].pure) return signedWhole(world, key, input);
    const { hash, digest } = digestOf(input);
    const asked = world.faults.signOtherBytes ? createHash(hash).update(digest).digest() : digest;
    const { curve } = keySpecs[key.spec];
    const signature = curve
      ? ecdsa.signDigest(curve, key.privateKey, asked, world.faults.signatureShape)
      : rsa.signDigest(input.SigningAlgorithm, hash, key.privateKey, asked);
    return {
      KeyId: keyArn(key),
      Signature: signature.toString("base64"),
      SigningAlgorithm: input.SigningAlgorithm,
    };
  },

  Verify(world, caller, input) {
    const key = usableKey(world, caller, input);
    const signature = bytes("signature", input.Signature, 6144);
    if (!isSignature(key, input, signature))
      throw new KmsError("KMSInvalidSignatureException", "The signature is not valid for the message.");
    return { KeyId: keyArn(key), SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm };
  },
};
