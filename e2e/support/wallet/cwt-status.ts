import { X509Certificate } from "node:crypto";
import { inflateSync } from "node:zlib";
import { decode, encode, type Tag } from "cbor2";
import { securityObject } from "@/e2e/support/wallet/verify-mdoc";

const open = <Shape>(bytes: Uint8Array): Shape => decode(bytes, { preferMap: true, ignoreGlobalTags: true }) as Shape;

async function fetchList(uri: string): Promise<Uint8Array> {
  const answer = await fetch(uri, { headers: { accept: "application/statuslist+cwt" } });
  const type = answer.headers.get("content-type");
  if (type !== "application/statuslist+cwt") throw new Error(`${uri} is a ${type}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** 0 valid, 1 invalid: an mdoc's status as its readers get it, from the list as a CWT signed under one of these roots. */
export async function cwtStatus(credential: string, roots: readonly string[]): Promise<number> {
  const status = securityObject(credential).get("status") as Map<string, Map<string, unknown>>;
  const entry = status.get("status_list");
  const uri = String(entry?.get("uri"));
  const message = open<Tag>(await fetchList(uri)).contents;
  const [guarded, headers, payload, signature] = message as [
    Uint8Array,
    Map<number, Uint8Array>,
    Uint8Array,
    Uint8Array,
  ];
  const certificate = new X509Certificate(headers.get(33) ?? new Uint8Array(0));
  if (!roots.some((root) => certificate.verify(new X509Certificate(root).publicKey))) {
    throw new Error(`${uri} is signed by a stranger`);
  }
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  const key = await crypto.subtle.importKey("spki", new Uint8Array(spki), algorithm, false, ["verify"]);
  const signed = encode(["Signature1", guarded, new Uint8Array(0), payload]);
  if (!(await crypto.subtle.verify(algorithm, key, new Uint8Array(signature), new Uint8Array(signed)))) {
    throw new Error(`The signature of ${uri} does not hold`);
  }
  const claims = open<Map<number, unknown>>(payload);
  if (claims.get(2) !== uri) throw new Error(`${uri} is the list of ${claims.get(2)}`);
  const list = claims.get(65533) as Map<string, unknown>;
  const bits = Number(list.get("bits"));
  const at = Number(entry?.get("idx")) * bits;
  return ((inflateSync(list.get("lst") as Uint8Array)[at >> 3] ?? 0) >> (at & 7)) & (2 ** bits - 1);
}
