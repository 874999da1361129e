import { createHash, createPrivateKey, sign as signWhole } from "node:crypto";
import { joseOf } from "../jose-signature.mjs";
import * as ecdsa from "../kms-server/ecdsa.mjs";
import { digestLengths } from "../kms-server/key-specs.mjs";
import * as rsa from "../kms-server/rsa.mjs";
import { invalid } from "./errors.mjs";
import { hashes, keyTypes } from "./key-types.mjs";

function marshalled(der, curve, marshaling, shape) {
  return marshaling === "asn1" ? der.toString("base64") : joseOf(der, curve, shape).toString("base64url");
}

function inputOf({ input }) {
  const bytes = typeof input === "string" ? Buffer.from(input, "base64") : Buffer.alloc(0);
  if (bytes.length === 0 || bytes.toString("base64") !== input) throw invalid("unable to decode input as base64");
  return bytes;
}

function digestOf(bytes, { prehashed = false, hash_algorithm: name = "sha2-256" }) {
  const hash = hashes[name];
  if (!hash) throw invalid(`invalid hash algorithm "${name}"`);
  if (prehashed && bytes.length !== digestLengths[hash]) throw invalid("input length does not fit the hash algorithm");
  return { hash, digest: prehashed ? bytes : createHash(hash).update(bytes).digest() };
}

function versionOf(key, { key_version: asked = 0 }) {
  const version = asked === 0 ? key.versions.length : asked;
  if (!key.versions[version - 1]) throw invalid("cannot sign: key version does not exist");
  if (version < key.minEncryptionVersion) throw invalid("requested version for signing is less than the minimum");
  return version;
}

const altered = (bytes) => createHash("sha512").update(bytes).digest().subarray(0, bytes.length);

/** `sign/:name` of Transit: by which version, hash, padding and marshaling the request says. */
export function signatureOf(key, request, { signOtherBytes, signatureShape }) {
  if (key.softDeleted) throw invalid("key is soft deleted");
  const version = versionOf(key, request);
  const pem = key.versions[version - 1];
  const { marshaling_algorithm: marshaling = "asn1", signature_algorithm: padding = "pss" } = request;
  if (marshaling !== "asn1" && marshaling !== "jws") throw invalid(`invalid marshaling type "${marshaling}"`);
  const bytes = inputOf(request);
  const encoding = marshaling === "jws" ? "base64url" : "base64";
  const { curve } = keyTypes[key.type];
  let signature;
  if (key.type === "ed25519") {
    if (request.prehashed) throw invalid("this edition does not sign prehashed input with ed25519");
    signature = signWhole(null, signOtherBytes ? Buffer.concat([bytes, bytes]) : bytes, createPrivateKey(pem)).toString(
      encoding,
    );
  } else {
    const { hash, digest } = digestOf(bytes, request);
    const asked = signOtherBytes ? altered(digest) : digest;
    const shape = signatureShape === "any" ? "any" : "shortR";
    if (curve) signature = marshalled(ecdsa.signDigest(curve, pem, asked, shape), curve, marshaling, signatureShape);
    else {
      if (padding !== "pss" && padding !== "pkcs1v15") throw invalid(`unsupported signature algorithm ${padding}`);
      const scheme = padding === "pss" ? "RSASSA_PSS" : "RSASSA_PKCS1_V1_5";
      signature = rsa.signDigest(scheme, hash, pem, asked).toString(encoding);
    }
  }
  return { data: { signature: `vault:v${version}:${signature}`, key_version: version } };
}
