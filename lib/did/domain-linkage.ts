import * as z from "zod";
import type { DomainFailure } from "@/lib/authority/schema";
import { keyInDocument, linkedOrigins, namesOrigin, sameOrigin } from "@/lib/did/document";
import { dateTime, numericDate, unsignedJws } from "@/lib/formats/compact";
import { fromBase64url, isBase64url, utf8 } from "@/lib/kernel/bytes";
import type { Signer } from "@/lib/keys/signer";
import { verifySignature } from "@/lib/keys/verify";
import { type Algorithm, algorithmOf, type PublicJwk } from "@/lib/signing-key/schema";

const VC_CONTEXT = "https://www.w3.org/2018/credentials/v1";
export const DID_CONFIGURATION_CONTEXT = "https://identity.foundation/.well-known/did-configuration/v1";
/** The context that the Admin API's answers name; readers accept both. */
export const ADMIN_DID_CONFIGURATION_CONTEXT =
  "https://identity.foundation/.well-known/contexts/did-configuration-v0.0.jsonld";

/** A well-known DID configuration: the domain's word that these DIDs are its own. */
export interface DidConfiguration {
  "@context": string;
  linked_dids: string[];
}

interface Linkage {
  readonly did: string;
  /** With a slash at its end, as the DID document writes it: some wallets compare the texts. */
  readonly origin: string;
  readonly from: Date;
  readonly until: Date;
  /** That of the file that it is for. */
  readonly context: string;
}

/** A domain linkage credential as JWT: a header of exactly `alg` and `kid`, a payload of exactly five members. */
export async function signDomainLinkage(signer: Signer, linkage: Linkage): Promise<string> {
  const { did, origin, from, until, context } = linkage;
  const header = { alg: signer.algorithm, kid: signer.keyId };
  const payload = {
    exp: numericDate(until),
    iss: did,
    nbf: numericDate(from),
    sub: did,
    vc: {
      "@context": [VC_CONTEXT, context],
      issuer: did,
      issuanceDate: dateTime(from),
      expirationDate: dateTime(until),
      type: ["VerifiableCredential", "DomainLinkageCredential"],
      credentialSubject: { id: did, origin },
    },
  };
  const unsigned = unsignedJws(header, payload);
  return unsigned.complete(await signer.sign(unsigned.signingInput));
}

const Header = z.strictObject({ alg: z.string(), kid: z.string() });
const Payload = z.strictObject({
  exp: z.number(),
  iss: z.string(),
  nbf: z.number(),
  sub: z.string(),
  vc: z
    .looseObject({
      "@context": z.array(z.unknown()),
      issuer: z.union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)]),
      issuanceDate: z.string(),
      expirationDate: z.string(),
      type: z.array(z.string()),
      credentialSubject: z.looseObject({ id: z.string(), origin: z.string() }),
    })
    .refine((vc) => !("id" in vc)),
});
const Configuration = z.object({ "@context": z.unknown(), linked_dids: z.array(z.unknown()).min(1).max(100) });

interface Evidence {
  readonly configuration: unknown;
  readonly document: unknown;
  readonly did: string;
  readonly origin: string;
  readonly now: Date;
}

const fault = (kind: DomainFailure["kind"], detail: string | null = null): DomainFailure => ({
  kind,
  file: "did-configuration.json",
  detail,
});

/** What is wrong with what a domain says of a DID; null when all is well. */
export async function domainLinkageFault({ configuration, ...evidence }: Evidence): Promise<DomainFailure | null> {
  const parsed = Configuration.safeParse(configuration);
  if (!parsed.success) return fault("configuration");
  const tokens = parsed.data.linked_dids.filter((token) => typeof token === "string");
  // Other DIDs of the same domain stand beside ours: only those that speak of ours are judged.
  const ours = tokens.map(readToken).filter((token) => token?.payload.iss === evidence.did);
  const faults: DomainFailure[] = [];
  for (const token of ours) {
    const failure = token && (await tokenFault(token, evidence));
    if (!failure) return documentFault(evidence);
    faults.push(failure);
  }
  return faults[0] ?? fault("did");
}

function documentFault({ document, origin }: Omit<Evidence, "configuration">): DomainFailure | null {
  if (namesOrigin(document, origin)) return null;
  return { kind: "service", file: "did.json", detail: linkedOrigins(document)[0]?.slice(0, 200) ?? null };
}

interface Token {
  readonly header: z.infer<typeof Header>;
  readonly payload: z.infer<typeof Payload>;
  readonly input: string;
  readonly signature: Uint8Array;
}

function readToken(token: string): Token | null {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || ![header, payload, signature].every(isBase64url)) return null;
  try {
    const text = (part: string) => new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(part));
    return {
      header: Header.parse(JSON.parse(text(header))),
      payload: Payload.parse(JSON.parse(text(payload))),
      input: `${header}.${payload}`,
      signature: fromBase64url(signature),
    };
  } catch {
    return null;
  }
}

async function tokenFault(
  token: Token,
  { document, did, origin, now }: Omit<Evidence, "configuration">,
): Promise<DomainFailure | null> {
  const { header, payload } = token;
  const { vc } = payload;
  if (payload.sub !== did || vc.issuer !== did || vc.credentialSubject.id !== did) {
    return fault("subject");
  }
  if (!vc.type.includes("DomainLinkageCredential")) return fault("subject");
  if (!sameOrigin(vc.credentialSubject.origin, origin)) {
    return fault("origin", vc.credentialSubject.origin.slice(0, 200));
  }
  const time = now.getTime();
  if (time < payload.nbf * 1000 || time >= payload.exp * 1000) return fault("dates");
  if (!(Date.parse(vc.expirationDate) > time)) return fault("dates", vc.expirationDate.slice(0, 40));
  const key = keyInDocument(document, did, header.kid, "assertionMethod");
  if (!key) return { kind: "key", file: "did.json", detail: header.kid.slice(0, 300) };
  const algorithm = algorithmFor(key, header.alg);
  if (!algorithm || !(await verifySignature(key, algorithm, utf8(token.input), token.signature))) {
    return fault("signature", header.kid.slice(0, 300));
  }
  return null;
}

/** The algorithm named, when a key of this kind signs with it. */
function algorithmFor(key: PublicJwk, name: string): Algorithm | null {
  const byCurve = Object.entries(algorithmOf).find(([type]) => type === key.crv)?.[1];
  if (byCurve) return byCurve === name ? byCurve : null;
  return key.kty === "RSA" && (name === "RS256" || name === "RS384" || name === "RS512") ? name : null;
}
