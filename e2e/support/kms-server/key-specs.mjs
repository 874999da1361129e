import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { newRsaKey } from "../rsa-keys.mjs";

const generate = promisify(generateKeyPair);
const rsaAlgorithms = ["RSASSA_PKCS1_V1_5", "RSASSA_PSS"].flatMap((scheme) =>
  ["SHA_256", "SHA_384", "SHA_512"].map((hash) => `${scheme}_${hash}`),
);

const ecc = (curve, algorithm, usages = ["SIGN_VERIFY", "KEY_AGREEMENT"]) => ({
  curve,
  usages,
  signingAlgorithms: [algorithm],
  generate: () => generate("ec", { namedCurve: curve }),
});
const edwards = {
  pure: true,
  usages: ["SIGN_VERIFY"],
  signingAlgorithms: ["ED25519_SHA_512", "ED25519_PH_SHA_512"],
  generate: () => generate("ed25519"),
};
const rsa = (modulusLength) => ({
  usages: ["SIGN_VERIFY", "ENCRYPT_DECRYPT"],
  signingAlgorithms: rsaAlgorithms,
  generate: () => newRsaKey(modulusLength),
});

/** The asymmetric KeySpecs of AWS KMS that can sign. */
export const keySpecs = {
  ECC_NIST_P256: ecc("prime256v1", "ECDSA_SHA_256"),
  ECC_NIST_P384: ecc("secp384r1", "ECDSA_SHA_384"),
  ECC_NIST_P521: ecc("secp521r1", "ECDSA_SHA_512"),
  ECC_NIST_EDWARDS25519: edwards,
  ECC_SECG_P256K1: ecc("secp256k1", "ECDSA_SHA_256", ["SIGN_VERIFY"]),
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
};

/** `sha256` of `ECDSA_SHA_256`, as node names it. */
export const hashOf = (algorithm) => `sha${algorithm.slice(-3)}`;
export const digestLengths = { sha256: 32, sha384: 48, sha512: 64 };
