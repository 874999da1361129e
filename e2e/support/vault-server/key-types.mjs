import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { newRsaKey } from "../rsa-keys.mjs";

const generate = promisify(generateKeyPair);
const ecdsa = (curve, name) => ({ curve, name, generate: () => generate("ec", { namedCurve: curve }) });
const rsa = (modulusLength) => ({ name: `rsa-${modulusLength}`, generate: () => newRsaKey(modulusLength) });

/** Transit's key types that can sign, as the documentation of its API lists them. */
export const keyTypes = {
  "ecdsa-p256": ecdsa("prime256v1", "P-256"),
  "ecdsa-p384": ecdsa("secp384r1", "P-384"),
  "ecdsa-p521": ecdsa("secp521r1", "P-521"),
  ed25519: { name: "ed25519", generate: () => generate("ed25519") },
  "rsa-2048": rsa(2048),
  "rsa-3072": rsa(3072),
  "rsa-4096": rsa(4096),
};

export const hashes = { "sha2-256": "sha256", "sha2-384": "sha384", "sha2-512": "sha512" };
