import { decodeProtectedHeader, type JWK, jwtVerify } from "jose";
import type { ClaimedCredential } from "@/e2e/support/wallet/claimed";
import { cwtStatus } from "@/e2e/support/wallet/cwt-status";
import { assertionKey, type DidDocument, jwkDidDocument } from "@/e2e/support/wallet/did-document";
import { bitstringStatus, tokenStatus } from "@/e2e/support/wallet/status";
import { type BitstringEntry, openSdJwt, type StatusReference, sameKey } from "@/e2e/support/wallet/verify-credential";
import { verifyMdoc } from "@/e2e/support/wallet/verify-mdoc";

/** What a verifier knows of an issuer beforehand. */
export interface Trust {
  readonly document: DidDocument;
  /** PEM of the roots of its mdocs. */
  readonly roots: readonly string[];
  /** The `typ` of its SD-JWT VCs. */
  readonly sdJwtType: "dc+sd-jwt" | "vc+sd-jwt";
}

/** What a credential says whose signature, digests and holder hold. */
export interface Verified {
  readonly format: "jwt_vc_json" | "dc+sd-jwt" | "mso_mdoc";
  readonly said: unknown;
  /** As each list that the credential names has it now: 0 valid, 1 invalid. */
  status(): Promise<number[]>;
}

/** Judges a credential by nothing but what libraries of other makers find, whatever API it was issued by. */
export function verifyClaimed(claimed: ClaimedCredential, trust: Trust): Promise<Verified> {
  if (claimed.credential.includes("~")) return verifySdJwt(claimed, trust);
  return claimed.credential.startsWith("eyJ") ? verifyJwt(claimed, trust) : verifyDocument(claimed, trust);
}

async function requireHolder({ holder }: ClaimedCredential, named: JWK): Promise<void> {
  if (!(await sameKey(named, holder.publicJwk))) throw new Error("It belongs to another holder.");
}

const keyOf = (did: string): JWK => jwkDidDocument(did).verificationMethod[0]?.publicKeyJwk ?? {};

interface JwtPayload {
  sub: string;
  cnf?: { jwk: JWK };
  status?: { status_list: StatusReference };
  vc: { credentialSubject: { id: string }; credentialStatus: BitstringEntry };
}

async function verifyJwt(claimed: ClaimedCredential, { document }: Trust): Promise<Verified> {
  const { credential } = claimed;
  const { alg = "", kid = "" } = decodeProtectedHeader(credential);
  const key = await assertionKey(document, kid, alg);
  const { payload } = await jwtVerify<JwtPayload>(credential, key, { issuer: document.id, typ: "JWT" });
  const { sub, cnf, status, vc } = payload;
  if (vc.credentialSubject.id !== sub) throw new Error("Its subjects disagree.");
  await requireHolder(claimed, keyOf(sub));
  if (cnf) await requireHolder(claimed, cnf.jwk);
  return {
    format: "jwt_vc_json",
    said: vc.credentialSubject,
    status: async () => [
      await bitstringStatus(vc.credentialStatus, document),
      ...(status ? [await tokenStatus(status.status_list, document)] : []),
    ],
  };
}

async function verifySdJwt(claimed: ClaimedCredential, { document, sdJwtType }: Trust): Promise<Verified> {
  const [jwt = ""] = claimed.credential.split("~");
  const { typ } = decodeProtectedHeader(jwt);
  if (typ !== sdJwtType) throw new Error(`It is a ${typ}.`);
  const said = await openSdJwt(claimed.credential, document);
  const { iss, cnf, status } = said as { iss: string; cnf: { jwk: JWK }; status: { status_list: StatusReference } };
  if (iss !== document.id) throw new Error("It is of another issuer.");
  await requireHolder(claimed, cnf.jwk);
  return { format: "dc+sd-jwt", said, status: async () => [await tokenStatus(status.status_list, document)] };
}

/** The holder signs what is shown to the verifier, so the device key is proven to be theirs. */
async function verifyDocument({ credential, holder }: ClaimedCredential, { roots }: Trust): Promise<Verified> {
  const { nameSpaces } = await verifyMdoc(credential, { roots, holder: holder.privateJwk });
  return { format: "mso_mdoc", said: nameSpaces, status: async () => [await cwtStatus(credential, roots)] };
}
