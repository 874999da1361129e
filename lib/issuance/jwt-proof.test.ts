import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { beforeAll, expect, test } from "vitest";
import type { Platform } from "@/lib/context";
import { makeNonce } from "@/lib/issuance/nonce";
import { verifyProofs } from "@/lib/issuance/proof";
import { systemRandom } from "@/lib/kernel/ids";
import { MasterKeys } from "@/lib/kernel/master-keys";

const NOW = new Date("2026-03-01T10:20:30.000Z");
const seconds = NOW.getTime() / 1000;
const AUTHORITY = "0b6a2f7e-6f9d-4f0e-9a55-3f6f5b1c2d3e";
const ISSUER = `https://portal.example.org/oid4vci/${AUTHORITY}`;
const platform = {
  masterKeys: new MasterKeys(Buffer.alloc(32, 7)),
  random: systemRandom,
  now: () => NOW,
} as unknown as Platform;

let key: CryptoKey;
let jwk: JWK;
let secretJwk: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  key = pair.privateKey;
  jwk = await exportJWK(pair.publicKey);
  secretJwk = await exportJWK(pair.privateKey);
});

interface Parts {
  header?: Record<string, unknown>;
  payload?: Record<string, unknown>;
}

const proof = ({ header, payload }: Parts = {}): Promise<string> =>
  new SignJWT({ aud: ISSUER, iat: seconds, nonce: makeNonce(platform, AUTHORITY), ...payload })
    .setProtectedHeader({ alg: "ES256", typ: "openid4vci-proof+jwt", jwk, ...header } as never)
    .sign(key, { crit: { unheard: true } });

const verify = (text: string) => {
  const place = { authorityId: AUTHORITY, audiences: [ISSUER], resolveWeb: async () => null };
  return verifyProofs(platform, place as never, [{ type: "jwt", text }]);
};

const encoded = (value: object | string): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** The same signature under another header or payload. */
async function bent(change: { header?: object | string; payload?: object | string }): Promise<string> {
  const [header = "", payload = "", signature = ""] = (await proof()).split(".");
  return [
    change.header === undefined ? header : encoded(change.header),
    change.payload === undefined ? payload : encoded(change.payload),
    signature,
  ].join(".");
}

test("a proof as it should be names its holder (P2)", async () => {
  const { holders } = await verify(await proof());
  expect(holders).toMatchObject([{ jwk: { x: jwk.x } }]);
  for (const iat of [seconds - 300, seconds + 60]) await verify(await proof({ payload: { iat } }));
});

test.each<[string, () => Promise<string>]>([
  ["a moment too old", () => proof({ payload: { iat: seconds - 301 } })],
  ["a moment ahead", () => proof({ payload: { iat: seconds + 61 } })],
  ["without a time", () => proof({ payload: { iat: undefined } })],
  ["for another issuer", () => proof({ payload: { aud: "https://portal.example.org" } })],
  ["for several", () => proof({ payload: { aud: [ISSUER] } })],
  ["without a nonce", () => proof({ payload: { nonce: undefined } })],
  ["with a nonce of another authority", () => proof({ payload: { nonce: makeNonce(platform, "another") } })],
  ["of another type", () => proof({ header: { typ: "JWT" } })],
  ["that points to a key set", () => proof({ header: { jku: "https://evil.example.org/jwks" } })],
  ["that points to certificates", () => proof({ header: { x5u: "https://evil.example.org/x5u" } })],
  ["with an extension that must be understood", () => proof({ header: { crit: ["unheard"], unheard: 1 } })],
  ["with its private key", () => proof({ header: { jwk: secretJwk } })],
  ["with two keys", () => proof({ header: { kid: "did:key:z6Mk" } })],
  ["with no key", () => proof({ header: { jwk: undefined } })],
  [
    "with another's key",
    async () => proof({ header: { jwk: await exportJWK((await generateKeyPair("ES256")).publicKey) } }),
  ],
  ["without signature", () => bent({ header: { alg: "none", typ: "openid4vci-proof+jwt", jwk } })],
  ["by a password", () => bent({ header: { alg: "HS256", typ: "openid4vci-proof+jwt", jwk } })],
  ["by an algorithm of another curve", () => bent({ header: { alg: "ES384", typ: "openid4vci-proof+jwt", jwk } })],
  ["that was changed", () => bent({ payload: { aud: ISSUER, iat: seconds, nonce: makeNonce(platform, AUTHORITY) } })],
  [
    "that says a thing twice",
    () => bent({ payload: `{"aud":"${ISSUER}","aud":"${ISSUER}","iat":${seconds},"nonce":"n"}` }),
  ],
])("a proof %s is refused (P2)", async (_, make) => {
  await expect(verify(await make())).rejects.toMatchObject({ status: 400 });
});
