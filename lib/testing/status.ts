import { gunzipSync } from "node:zlib";
import { getListFromStatusListJWT } from "@sd-jwt/jwt-status-list";
import { decodeJwt } from "jose";
import type { Platform } from "@/lib/context";
import { publishStatusList } from "@/lib/status-list/publish";

interface Entry {
  readonly statusListId: string;
  readonly statusIndex: number;
}

/** What a verifier that fetches the lists now reads of an entry: its value, and its bit for W3C verifiers. */
export async function listedStatus(platform: Platform, { statusListId, statusIndex }: Entry) {
  const token = await publishStatusList(platform, statusListId, "token");
  const bitstring = await publishStatusList(platform, statusListId, "bitstring");
  if (!token || !bitstring) throw new Error("There is no such list.");
  const { vc } = decodeJwt<{ vc: { credentialSubject: { encodedList: string } } }>(bitstring.text);
  const bits = gunzipSync(Buffer.from(vc.credentialSubject.encodedList.slice(1), "base64url"));
  return {
    value: getListFromStatusListJWT(token.text).getStatus(statusIndex),
    bit: ((bits[statusIndex >> 3] ?? 0) >> (7 - (statusIndex & 7))) & 1,
  };
}
