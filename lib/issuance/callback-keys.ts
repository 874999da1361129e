import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";

/** DER before the 32 bytes of an Ed25519 private key (RFC 8410, section 7). */
const ED25519_PKCS8_START = Buffer.from("302e020100300506032b657004220420", "hex");

const keys = databaseCache<KeyObject>({ name: "callback-key", max: 1 });

/** One key per installation, derived from the operator's key: receivers check with the published public half. */
function callbackKey(platform: Platform): KeyObject {
  const known = keys(platform).get("");
  if (known) return known;
  const der = Buffer.concat([ED25519_PKCS8_START, platform.masterKeys.key("callback")]);
  const made = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  keys(platform).set("", made);
  return made;
}

interface CallbackJwks {
  keys: { kty: "OKP"; crv: "Ed25519"; x: string; use: "sig"; alg: "EdDSA"; kid: "callback" }[];
}

/** The public half, for receivers of callbacks. */
export function callbackJwks(platform: Platform): CallbackJwks {
  const { x = "" } = createPublicKey(callbackKey(platform)).export({ format: "jwk" });
  return { keys: [{ kty: "OKP", crv: "Ed25519", x, use: "sig", alg: "EdDSA", kid: "callback" }] };
}

/** Headers that let the receiver check who sent what and when: `v1a` over `id.timestamp.body` (security E6). */
export function callbackHeaders(platform: Platform, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(platform.now().getTime() / 1000));
  const signature = sign(null, Buffer.from(`${id}.${timestamp}.${body}`), callbackKey(platform)).toString("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1a,${signature}` };
}
