import { gunzipSync } from "node:zlib";
import { getListFromStatusListJWT } from "@sd-jwt/jwt-status-list";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { type Answer, ask } from "@/e2e/support/wallet/ask";
import { assertionKey, type DidDocument } from "@/e2e/support/wallet/did-document";
import type { BitstringEntry, StatusReference } from "@/e2e/support/wallet/verify-credential";

const ENTRIES = 131_072;

async function verified<Payload>(jwt: string, document: DidDocument, url: string) {
  const { alg = "", kid = "" } = decodeProtectedHeader(jwt);
  const key = await assertionKey(document, kid, alg);
  return jwtVerify<Payload>(jwt, key, { issuer: document.id, subject: url });
}

export const fetchStatusList = (url: string, etag?: string): Promise<Answer> =>
  ask(url, { headers: { accept: "application/statuslist+jwt", ...(etag && { "if-none-match": etag }) } });

/** A list that the issuer signed, opened by an independent library (Token Status List, section 8.3). */
export async function openStatusList(uri: string, document: DidDocument): Promise<(index: number) => number> {
  const answer = await fetchStatusList(uri);
  if (answer.status !== 200) throw new Error(`${uri} was answered ${answer.status}`);
  const { protectedHeader } = await verified(answer.text, document, uri);
  if (protectedHeader.typ !== "statuslist+jwt") throw new Error(`${uri} is a ${protectedHeader.typ}`);
  const list = getListFromStatusListJWT(answer.text);
  if (list.statusList.length !== ENTRIES) throw new Error(`${uri} has ${list.statusList.length} entries`);
  return (index) => list.getStatus(index);
}

/** 0 valid, 1 invalid. */
export const tokenStatus = async ({ uri, idx }: StatusReference, document: DidDocument): Promise<number> =>
  (await openStatusList(uri, document))(idx);

interface BitstringPayload {
  vc: { id: string; type: string[]; credentialSubject: { type: string; statusPurpose: string; encodedList: string } };
}

/** The same from the W3C list: bits from the left, after gunzip (Bitstring Status List, section 3.2). */
export async function bitstringStatus(entry: BitstringEntry, document: DidDocument): Promise<number> {
  const url = entry.statusListCredential;
  const { payload } = await verified<BitstringPayload>((await ask(url)).text, document, url);
  const { credentialSubject: subject, type } = payload.vc;
  if (!type.includes("BitstringStatusListCredential")) throw new Error(`${url} is no status list`);
  if (subject.statusPurpose !== entry.statusPurpose) throw new Error(`${url} is for ${subject.statusPurpose}`);
  const bits = gunzipSync(Buffer.from(subject.encodedList.slice(1), "base64url"));
  if (subject.encodedList[0] !== "u" || bits.length * 8 !== ENTRIES) throw new Error(`${url} is not a whole bitstring`);
  const index = Number(entry.statusListIndex);
  return ((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
}
