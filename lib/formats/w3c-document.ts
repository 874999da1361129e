import { numericDate, unsignedJws } from "@/lib/formats/compact";
import { conceal, disclosureTail } from "@/lib/formats/disclosure";
import type { CredentialFormat, PreparedDocument } from "@/lib/formats/format";
import { DATA_MODEL_1, DATA_MODEL_2, statusContexts, statusEntry } from "@/lib/formats/w3c-status";
import type { Random } from "@/lib/kernel/ids";
import type { Json, JsonObject } from "@/lib/kernel/json";

/** A W3C credential of the Issuer API, by the data model that its context names (Issuer API reference, section 8.3). */
export const w3cDocument: CredentialFormat["encodeDocument"] = (document, { algorithm, keyId }, random) => {
  const credential = withStatus(document);
  const second = followsDataModel2(credential);
  const { claims, tail } = second
    ? secondModel(document, credential, random)
    : firstModel(document, credential, random);
  const header = {
    alg: algorithm,
    typ: second && tail === "" ? "vc+jwt" : "JWT",
    kid: keyId,
    ...(document.x5Chain.length > 0 && { x5c: document.x5Chain }),
  };
  return unsignedJws(header, claims, tail);
};

const followsDataModel2 = (credential: JsonObject): boolean => contextsOf(credential).includes(DATA_MODEL_2);

const contextsOf = (credential: JsonObject): readonly Json[] => [credential["@context"] ?? []].flat();

function firstModel(document: PreparedDocument, credential: JsonObject, random: Random) {
  const vc = concealed(document, credential, random);
  const issued = secondsOf(credential.issuanceDate);
  const expires = secondsOf(credential.expirationDate);
  const claims = {
    iss: document.issuer,
    sub: document.holder.did,
    vc: vc.payload,
    // Without an id of its own it goes by ours.
    jti: credential.id ?? document.id,
    ...(expires !== null && { exp: expires }),
    ...(issued !== null && { iat: issued, nbf: issued }),
    ...document.jwtClaims,
    ...vc.algorithm,
  };
  return { claims, tail: vc.tail };
}

function secondModel(document: PreparedDocument, credential: JsonObject, random: Random) {
  const { issuanceDate, expirationDate, ...rest } = credential;
  const validFrom = rest.validFrom ?? issuanceDate;
  const validUntil = rest.validUntil ?? expirationDate;
  const vc = concealed(
    document,
    { ...rest, ...(validFrom !== undefined && { validFrom }), ...(validUntil !== undefined && { validUntil }) },
    random,
  );
  return { claims: { ...vc.payload, ...document.jwtClaims, ...vc.algorithm }, tail: vc.tail };
}

function concealed({ selectiveDisclosure: map }: PreparedDocument, credential: JsonObject, random: Random) {
  if (!map) return { payload: credential, tail: "", algorithm: {} };
  const { payload, disclosures } = conceal(credential, map, random);
  return { payload, tail: disclosureTail(disclosures), algorithm: { _sd_alg: "sha-256" } };
}

function withStatus({ data, status }: PreparedDocument): JsonObject {
  if (status.kind === "none") return data;
  if (status.kind === "foreign") return { ...data, credentialStatus: status.value };
  const context = statusContexts[status.reference.w3c.type];
  const contexts = contextsOf(data);
  const known = contexts.includes(context) || contexts.includes(DATA_MODEL_2);
  return {
    ...data,
    "@context": contexts.length === 0 ? [DATA_MODEL_1, context] : known ? contexts : [...contexts, context],
    credentialStatus: statusEntry(status.reference),
  };
}

function secondsOf(text: Json | undefined): number | null {
  const date = typeof text === "string" ? new Date(text) : null;
  return date && !Number.isNaN(date.getTime()) ? numericDate(date) : null;
}
