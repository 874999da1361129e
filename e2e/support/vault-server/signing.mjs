import { createHash, createPrivateKey, sign as signWhole } from "node:crypto";
import * as ecdsa from "../kms-server/ecdsa.mjs";
import { digestLengths } from "../kms-server/key-specs.mjs";
import * as rsa from "../kms-server/rsa.mjs";
import { invalid } from "./errors.mjs";
import { hashes, keyTypes } from "./key-types.mjs";

const widths = { prime256v1: 32, secp384r1: 48, secp521r1: 66 };

/** r and s out of DER, each as long as the curve is wide. */
function integersOf(der, width) {
  let at = der[1] === 0x81 ? 3 : 2;
  const next = () => {
    const digits = der.subarray(at + 2, at + 2 + der[at + 1]);
    at += 2 + der[at + 1];
    const bare = digits[0] === 0 ? digits.subarray(1) : digits;
    return Buffer.concat([Buffer.alloc(width - bare.length), bare]);
  };
  return [next(), next()];
}

function marshalled(der, curve, marshaling, shape) {
  if (marshaling === "asn1") return der.toString("base64");
  const [r, s] = integersOf(der, widths[curve]);
  return Buffer.concat([shape === "unpadded" ? r.subarray(1) : r, s]).toString("base64url");
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
