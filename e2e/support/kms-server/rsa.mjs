import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateEncrypt,
  publicDecrypt,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { digestLengths } from "./key-specs.mjs";

/** DER of DigestInfo up to the digest (RFC 8017, section 9.2, note 1). */
const digestInfo = {
  sha256: Buffer.from("3031300d060960864801650304020105000420", "hex"),
  sha384: Buffer.from("3041300d060960864801650304020205000430", "hex"),
  sha512: Buffer.from("3051300d060960864801650304020305000440", "hex"),
};

const digestOf = (hash, ...parts) => createHash(hash).update(Buffer.concat(parts)).digest();
const modulusBits = (key) => key.asymmetricKeyDetails.modulusLength;

/** RFC 8017, appendix B.2.1. */
function mask(hash, seed, length) {
  const blocks = [];
  for (let counter = 0; blocks.length * digestLengths[hash] < length; counter++) {
    const octets = Buffer.alloc(4);
    octets.writeUInt32BE(counter);
    blocks.push(digestOf(hash, seed, octets));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

const xor = (left, right) => Buffer.from(left.map((byte, index) => byte ^ right[index]));

/** EMSA-PSS with a salt as long as the digest (RFC 8017, section 9.1.1); the modulus is a whole number of bytes here. */
function pssEncode(hash, digest, bits, salt) {
  const length = bits / 8;
  const seed = digestOf(hash, Buffer.alloc(8), digest, salt);
  const block = Buffer.alloc(length - seed.length - 1);
  block[block.length - salt.length - 1] = 1;
  salt.copy(block, block.length - salt.length);
  const masked = xor(block, mask(hash, seed, block.length));
  masked[0] &= 0x7f;
  return Buffer.concat([masked, seed, Buffer.from([0xbc])]);
}

function pssSalt(hash, encoded) {
  const width = digestLengths[hash];
  const masked = encoded.subarray(0, encoded.length - width - 1);
  const seed = encoded.subarray(masked.length, masked.length + width);
  return xor(masked, mask(hash, seed, masked.length)).subarray(-width);
}

export function signDigest(algorithm, hash, pem, digest) {
  const key = createPrivateKey(pem);
  if (!algorithm.startsWith("RSASSA_PSS"))
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([digestInfo[hash], digest]));
  const encoded = pssEncode(hash, digest, modulusBits(key), randomBytes(digestLengths[hash]));
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}

export function verifyDigest(algorithm, hash, pem, digest, signature) {
  const key = createPublicKey(pem);
  const pss = algorithm.startsWith("RSASSA_PSS");
  try {
    const padding = pss ? constants.RSA_NO_PADDING : constants.RSA_PKCS1_PADDING;
    const opened = publicDecrypt({ key, padding }, signature);
    const expected = pss
      ? pssEncode(hash, digest, modulusBits(key), pssSalt(hash, opened))
      : Buffer.concat([digestInfo[hash], digest]);
    return opened.length === expected.length && timingSafeEqual(opened, expected);
  } catch {
    return false;
  }
}
