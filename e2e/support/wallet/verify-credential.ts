import { calculateJwkThumbprint, decodeProtectedHeader, type JWK, jwtVerify } from "jose";
import * as z from "zod";
import { ask } from "@/e2e/support/wallet/ask";
import { assertionKey, type DidDocument } from "@/e2e/support/wallet/did-document";
import { sdJwtLibrary } from "@/e2e/support/wallet/sd-jwt-library";

export interface StatusReference {
  readonly idx: number;
  readonly uri: string;
}

export interface BitstringEntry {
  type: string;
  statusPurpose: string;
  statusListIndex: string;
  statusListCredential: string;
}

/** What stands at an SD-JWT VC's vct. */
interface TypeMetadata {
  vct: string;
  display: unknown[];
  claims: { path: string[] }[];
}

/** What a verified credential says, whatever its format. */
export interface VerifiedCredential {
  readonly id: string;
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly holderJwk: JWK;
  readonly status: StatusReference;
  readonly bitstring: BitstringEntry | undefined;
  readonly typeMetadata: TypeMetadata | undefined;
}

interface JwtVcPayload {
  iss: string;
  sub: string;
  jti: string;
  nbf: number;
  exp: number;
  cnf: { jwk: JWK };
  status: { status_list: StatusReference };
  vc: {
    "@context": string[];
    type: string[];
    id: string;
    issuer: string;
    issuanceDate: string;
    expirationDate: string;
    credentialSubject: Record<string, unknown>;
    credentialStatus: BitstringEntry;
  };
}

function agree(what: string, ...values: unknown[]): void {
  if (new Set(values).size !== 1) throw new Error(`${what} disagree: ${values.join(", ")}`);
}

/** Checks a `jwt_vc_json` credential with the issuer's published key, and that all it says twice agrees. */
export async function verifyJwtVc(credential: string, document: DidDocument): Promise<VerifiedCredential> {
  const { alg = "", kid = "", typ } = decodeProtectedHeader(credential);
  agree("typ", typ, "JWT");
  const key = await assertionKey(document, kid, alg);
  const { payload } = await jwtVerify<JwtVcPayload>(credential, key, { issuer: document.id });
  const { vc } = payload;
  agree("issuers", payload.iss, vc.issuer, document.id);
  agree("subjects", payload.sub, vc.credentialSubject.id);
  agree("identifiers", payload.jti, vc.id);
  agree("starts", payload.nbf * 1000, Date.parse(vc.issuanceDate));
  agree("ends", payload.exp * 1000, Date.parse(vc.expirationDate));
  agree("first types", vc.type[0], "VerifiableCredential");
  agree("first contexts", vc["@context"][0], "https://www.w3.org/2018/credentials/v1");
  const { id: _, ...claims } = vc.credentialSubject;
  return {
    id: payload.jti,
    issuer: payload.iss,
    claims,
    holderJwk: payload.cnf.jwk,
    status: payload.status.status_list,
    bitstring: vc.credentialStatus,
    typeMetadata: undefined,
  };
}

const SdJwtVcClaims = z.looseObject({
  iss: z.string(),
  jti: z.string(),
  vct: z.string(),
  cnf: z.object({ jwk: z.record(z.string(), z.string()) }),
  status: z.object({ status_list: z.object({ idx: z.int(), uri: z.string() }) }),
});

/** What an SD-JWT VC says, by an independent library, once signature and digests hold. */
export async function openSdJwt(credential: string, document: DidDocument): Promise<Record<string, unknown>> {
  const { alg = "", kid = "" } = decodeProtectedHeader(credential.split("~")[0] ?? "");
  const key = await assertionKey(document, kid, alg);
  const library = sdJwtLibrary(key);
  await library.validate(credential);
  return (await library.getClaims(credential)) as Record<string, unknown>;
}

/** Checks an SD-JWT VC of this `typ`: signature, digests, and the metadata at its vct. */
async function verifySdJwtVc(
  credential: string,
  document: DidDocument,
  expectedType = "dc+sd-jwt",
): Promise<VerifiedCredential> {
  const { typ } = decodeProtectedHeader(credential.split("~")[0] ?? "");
  agree("typ", typ, expectedType);
  const claims = SdJwtVcClaims.parse(await openSdJwt(credential, document));
  const { iss, jti, vct, cnf, status, ...rest } = claims;
  agree("issuers", iss, document.id);
  const own = Object.entries(rest).filter(([name]) => !["iat", "nbf", "exp"].includes(name));
  return {
    id: jti,
    issuer: iss,
    claims: Object.fromEntries(own),
    holderJwk: cnf.jwk as JWK,
    status: status.status_list,
    bitstring: undefined,
    typeMetadata: (await ask(vct)).json<TypeMetadata>(),
  };
}

export const verifyCredential = (format: string, credential: string, document: DidDocument) =>
  format === "jwt_vc_json" ? verifyJwtVc(credential, document) : verifySdJwtVc(credential, document, format);

export const sameKey = async (one: JWK, other: JWK): Promise<boolean> =>
  (await calculateJwkThumbprint(one)) === (await calculateJwkThumbprint(other));
