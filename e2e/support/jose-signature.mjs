const widths = { prime256v1: 32, secp256k1: 32, secp384r1: 48, secp521r1: 66 };

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

/** r‖s out of a DER signature; in the shape `unpadded` r has lost its first byte. */
export function joseOf(der, curve, shape) {
  const [r, s] = integersOf(der, widths[curve]);
  return Buffer.concat([shape === "unpadded" ? r.subarray(1) : r, s]);
}
