import { createECDH, createPrivateKey } from "node:crypto";

// node:crypto hashes whatever it signs, while KMS signs digests too: so ECDSA itself (FIPS 186-5, 6.4) is done here,
// with the curve arithmetic left to node's ECDH.
const orders = {
  prime256v1: BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  secp256k1: BigInt("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
  secp384r1: BigInt(
    "0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
  ),
  secp521r1: BigInt(
    "0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
  ),
};

const toInteger = (bytes) => BigInt(`0x${Buffer.from(bytes).toString("hex") || "0"}`);
const modulo = (value, n) => ((value % n) + n) % n;

function inverse(value, n) {
  let [a, b, x, y] = [modulo(value, n), n, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return modulo(x, n);
}

function digestAsInteger(digest, n) {
  const excess = digest.length * 8 - n.toString(2).length;
  return excess > 0 ? toInteger(digest) >> BigInt(excess) : toInteger(digest);
}

const privateScalar = (pem) => Buffer.from(createPrivateKey(pem).export({ format: "jwk" }).d, "base64url");
/** The x coordinate out of an uncompressed point. */
const xOf = (point) => toInteger(point.subarray(1, 1 + (point.length - 1) / 2));

function derInteger(value) {
  let text = value.toString(16);
  if (text.length % 2) text = `0${text}`;
  if (Number.parseInt(text.slice(0, 2), 16) > 127) text = `00${text}`;
  const bytes = Buffer.from(text, "hex");
  return Buffer.concat([Buffer.from([2, bytes.length]), bytes]);
}

function derSignature(r, s) {
  const body = Buffer.concat([derInteger(r), derInteger(s)]);
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), body]);
}

function parseDer(der) {
  let at = der[1] === 0x81 ? 3 : 2;
  const next = () => {
    const length = der[at + 1];
    const value = toInteger(der.subarray(at + 2, at + 2 + length));
    at += 2 + length;
    return value;
  };
  if (der[0] !== 0x30) return null;
  return { r: next(), s: next() };
}

const isShort = (value, n) => value < 1n << BigInt(8 * (Math.ceil(n.toString(2).length / 8) - 1));
const accepts = {
  any: () => true,
  shortR: (r, _s, n) => isShort(r, n),
  shortS: (_r, s, n) => isShort(s, n),
};

/** A DER signature over a digest. `shape` asks for an r or s that begins with a zero byte when padded. */
export function signDigest(curve, pem, digest, shape = "any") {
  const n = orders[curve];
  const d = toInteger(privateScalar(pem));
  const z = digestAsInteger(digest, n);
  const ephemeral = createECDH(curve);
  for (;;) {
    const r = modulo(xOf(ephemeral.generateKeys()), n);
    const s = modulo(inverse(toInteger(ephemeral.getPrivateKey()), n) * (z + r * d), n);
    if (r > 0n && s > 0n && accepts[shape](r, s, n)) return derSignature(r, s);
  }
}

/** Checks a DER signature over a digest. Holding the private key, one multiplication gives u1·G + u2·Q. */
export function verifyDigest(curve, pem, digest, der) {
  const n = orders[curve];
  const signature = parseDer(der);
  if (!signature || signature.r <= 0n || signature.s <= 0n || signature.r >= n || signature.s >= n) return false;
  const scalar = modulo(
    inverse(signature.s, n) * (digestAsInteger(digest, n) + signature.r * toInteger(privateScalar(pem))),
    n,
  );
  if (scalar === 0n) return false;
  const point = createECDH(curve);
  const width = Math.ceil(n.toString(2).length / 8);
  point.setPrivateKey(Buffer.from(scalar.toString(16).padStart(2 * width, "0"), "hex"));
  return modulo(xOf(point.getPublicKey()), n) === signature.r;
}
