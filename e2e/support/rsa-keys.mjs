import { createPrivateKey, createPublicKey, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";

const generate = promisify(generateKeyPair);

/** By the bits of the keys that any two of them make. */
const primes = {
  2048: [
    "6KDCkPShgAQ1T7aAzHeu0DFdUCKF8Ro8aMMTgRoWL-6DnXBXXrj6dGKKXnbfLYMDG4AtSl--2zyD7D1uRryhTAo2nPFY4evxYtzhfI-qI-U0bLDOxvhNJxUcdh8CuvA3wZuexpvxMCBI7ULz4lmoaWHkLCrHvRxhPxOyNsaFeQc",
    "9LNv9wfnAyll8zakpobnRStfmIcxryPvmNR63HOA6JW3DNyMJDQlN6lIi-Tt-XbtWq4Jp7-LyrsfDxdpFcw_sim2mTRMTQkzbFwvEh5BtPvt-cyOJO-brPjxjqoZmn90M_S9Oj-mUt2RvyqRutpHjHb7oL-S2Xvc88vGqnatn40",
    "zRe5hw1D747CC2m1DUBLXQLE2dNHaFGEL_8FY8b5uyKScV3ITjbTsq8H9gI3wBMu-AitQZLejiib3pYZ8rgnVIq8Hmh8ppjxbgOL96tSdI9SKNEglrAe9fhhSy4W-nuLQ5PROgKa_7TZ7mDyNElENBn-uMZR4cXgR5I1he3RVYE",
    "w-3g2SktZgnP5ekK_Xf2n8M-sFqg65h06LV1aD9lhZpCPARXwXfTBEFfDmWG5BkKH3s5aadqIKVx3onZGnvx2KVB8eyamDMlXRSK6PtEbBcc-5QUjVn9l9FhzUeC-n7cIFStGVWHGHtCMMFV8VO0O5l4MZYJseTS7rRu66-5_oc",
    "_nx7tcClOfVV0uBCdpcaaSpQ-lp-84UP3lENqztCLo3X-W4HtFciA529A4l8UswxfAGuPari4pgCH0N2vr69hdgzMxeYFwQm6rMcnp4SrmzRXLcxo-ihp8BQCMTnoom6jjLM08qwIFazKseifT28wILid22f2hsxDSUMQAwJr_8",
    "6GwXUwb2ry0P48gUwILJQ4N0l5ZefsOr_htLejQYYkf4ktcJN79MJVy1a6h7J09y42CYdB188VS8ueolL5Cr6D72qJuCOIoWTH0WhH-YhPVVgr5CSM8LNZD8hXhee7R13PSdmSkV0TPbQ1aLNVirAZtEG3IZPLIvtDuIZ5jDO3k",
  ],
  3072: [
    "15rzMHblNC_2DP6mwBLNyoc7tnOS_2AxZVlvmTYXLhz3_D4IpH6yZhtVYihcPD1VCvRKhca787XF0lP6p6eK-MdiR0htLWg1pbjSEH7HIUIuX5C1JUWWOquqRGSpU713J5BW7vBCxmYXO5q1teKnWbuEUcnvX_mwTkOnomOoBIb4MXOxYPvFewdlu0ybrjxShYy_2RBkd9RmzXzEXC1EexgloGZRE8e0OV6__g1M5JQHyrQlz7p-qp-NVJmGDYv5",
    "-YXcaqkxDE4vpAVBctKTEWSuNDG7Xq_Cu-Pbebq8rqSCclkMR2LZp1O2kSlLVY2f7m_i1SCqVmyg9KcSsa7_vFadvcq8Obi4xTT21DLmyfKDz-DonXe4-PaahGPGYCyJdO8nFpzmFnPg_G-n_V8SwO9eUTRsQLUxPMuAtT62sjeepPoC-UmrNRJQBMmpuAPvQMdmHTaCzuCmDxAWaXJcAezB2v-wXi8ehBsHJol4FBh0zZqBQaWIy2dDtV7Sm8Bp",
    "5MK3p9ni4V-PkQw8r5hWV4U0f8NXLOy58G-2h7loYyNooGPfkfDV8nlkHiIGViCqomktbNKCIUN-bFe3M7uGi1Mh0qF7lIdQMnPBnLzzru5NR2M_JTzBQAnjeaoZRL8QAJews2M8T_GTdZEC1bsibVJzjm2CQSOPrGJTW6o_zsFZEqRAM5zgEnTgSg92bUwHdIGFcEoSujV7rOQZtowaMZoFHGuJGj1XtC6Q0-TyX-ZMDP6kqbOyJltq3aE-aD2V",
  ],
  4096: [
    "2AsqpO1eT_1p2mDNbgPwWx4CZJWrB1L8E-dlKaq9BwIEialpWNBuKSumzh6JrcQrKm3ieLJALnSSOpku_jBqmSn2HtCG8a_Dff65N1RRBqAtP6rfRUv_P89qHDkymB-rqxcSu-wFlyF8ekCQKdBeE-bD2t_Tbk5dAS9KpWffP-2mNLlt8kEi_nW8y-GSgVRe4_JfgFmLC72Oh04Sj7aHT6TA2VWcp7JVaHCcycZt5ly3WzMf-QvppfKnIbHWa0OtAiHKp90gmJXmD7Rk3PTLqU4GPVzMAwc3d6bJVF4Cbf-CthgjAI8nQA_PAz5_DJScIy3rYtEWzVaxsy_bek8S7Q",
    "9YKqUdr4-Tzln52YBNfaFbeheBt9hGXN-d-xbdXLqMcjZKplrMlICaIuDARlWOy9-A-gQWVaB6NewBCGjsPkiDvrm830ZYN2YlkWv1Qy6aFf6wTAlMp0qU0ZJy56H4Shix6I6yQDi00HV9rbvoJrKweqBw16m_ZPxiyhLTpwCBlYjRAEGSOOsnZwjDk5Lrf-jIUzaaZudaWyeZfk0LMaXTdvNI0XMf-yMQVjGF1y2D6nyK6wkggCrBZZka1mEkKUMU-o2QH-EPvbST3Z5IO-8s2QngFAv9SEeVByNaXVpiEPHdBxf-FcqGPlhI83DpzcDK7-1aEkOznEvvMPT8Hpaw",
    "09bo16R583hvQ18jJaM4g50_iNYRU4EClXf6btJcv38siCp9BpEq7fgxN7uFqYTXdoH3OdzG_heyAqMDQwPPLnzfR9rkdhLhNZbowFZI9rI19rnLkvrRmnxbX0c74TMHaQ0PeeMlAze8S6gAxdSaAuwcRWqOg6-9Iw_Gmxabe8YUtdhf0-DE4bl-qOCt6IQfyT5-U9CwwveDFx7OaAxpanW_3Z8AWgbYLWegJlvGWXA-xq-tSJSSNU4VLXCm1aStb9z_J0CelSEHn4AHZzI0w0MZ7fpsXZsJF3hlGnQJBD9EFlXteGINLkFzqEJ8h1QZsGYBVnsPnt2mQhHQmsXN1Q",
  ],
};

const EXPONENT = 65_537n;
const taken = new Map();

/**
 * A key pair of the test servers. Finding primes takes seconds on a busy machine, longer than a portal waits for a key,
 * so the first keys of each size are made of primes that were found before.
 */
export async function newRsaKey(modulusLength) {
  const at = taken.get(modulusLength) ?? 0;
  taken.set(modulusLength, at + 1);
  const pair = pairsOf(primes[modulusLength] ?? [])[at];
  if (!pair) return generate("rsa", { modulusLength });
  const privateKey = keyOf(...pair.map(numberOf));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

const pairsOf = (numbers) => numbers.flatMap((one, at) => numbers.slice(at + 1).map((other) => [one, other]));

/** RFC 8017, section 3.2. */
function keyOf(p, q) {
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const members = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const key = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, textOf(value)]));
  return createPrivateKey({ key: { kty: "RSA", ...key }, format: "jwk" });
}

/** By the extended Euclidean algorithm. */
function inverse(value, modulus) {
  let [rest, divisor, one, other] = [value % modulus, modulus, 1n, 0n];
  while (divisor > 0n) {
    const times = rest / divisor;
    [rest, divisor] = [divisor, rest - times * divisor];
    [one, other] = [other, one - times * other];
  }
  return ((one % modulus) + modulus) % modulus;
}

const numberOf = (text) => BigInt(`0x${Buffer.from(text, "base64url").toString("hex")}`);

function textOf(value) {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex").toString("base64url");
}
