import { encode, Tag } from "cbor2";
import type { HolderKey } from "@/e2e/support/wallet/holder-key";

type Members = readonly (readonly [number | string, unknown])[];

interface CwtChanges {
  /** Protected headers besides, or in the place of, the usual. Undefined leaves one out. */
  readonly headers?: Members;
  readonly claims?: Members;
  readonly key?: Members;
  readonly tags?: readonly number[];
}

/** Names and values, of which later ones count; encoded by a library that knows nothing of ours. */
const cborMap = (members: Members): Uint8Array =>
  encode(new Map([...new Map(members)].filter(([, value]) => value !== undefined)));

const coordinate = (text = ""): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

/** A key proof of type `cwt` (OpenID4VCI draft 13, section 7.2.1.3), as wallets make it for mdocs; `changes` bend it. */
export async function cwtProof(
  holder: HolderKey,
  issuer: string,
  nonce: string,
  { headers = [], claims = [], key = [], tags = [] }: CwtChanges = {},
): Promise<string> {
  const { crv, x, y } = holder.publicJwk;
  const isEdwards = crv === "Ed25519";
  const coseKey = cborMap([
    [1, isEdwards ? 1 : 2],
    [-1, isEdwards ? 6 : 1],
    [-2, coordinate(x)],
    [-3, y === undefined ? undefined : coordinate(y)],
    ...key,
  ]);
  const guarded = cborMap([[1, isEdwards ? -8 : -7], [3, "openid4vci-proof+cwt"], ["COSE_Key", coseKey], ...headers]);
  const payload = cborMap([
    [3, issuer],
    [6, Math.floor(Date.now() / 1000)],
    [10, new TextEncoder().encode(nonce)],
    ...claims,
  ]);
  const signature = await holder.signBytes(encode(["Signature1", guarded, new Uint8Array(0), payload]));
  const message = [guarded, new Map(), payload, signature];
  const proof = encode(tags.reduceRight<unknown>((inner, tag) => new Tag(tag, inner), message));
  return Buffer.from(proof).toString("base64url");
}
