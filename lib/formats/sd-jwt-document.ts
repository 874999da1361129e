import { unsignedJws } from "@/lib/formats/compact";
import { conceal, disclosureTail } from "@/lib/formats/disclosure";
import type { CredentialFormat, DocumentStatus } from "@/lib/formats/format";
import type { JsonObject } from "@/lib/kernel/json";

/**
 * The data and what the caller adds as `sdJwtCredentialClaims`, then what makes it an SD-JWT VC, which nothing of the
 * caller's replaces; no times but those that the caller gave (Issuer API reference, section 8.3).
 */
export const sdJwtDocument: CredentialFormat["encodeDocument"] = (document, { algorithm, keyId }, random) => {
  const data = { ...document.data, ...document.jwtClaims };
  const map = document.selectiveDisclosure;
  const { payload, disclosures } = map ? conceal(data, map, random) : { payload: data, disclosures: [] };
  const { jwk, thumbprint } = document.holder;
  const claims = {
    ...payload,
    ...document.sdJwtClaims,
    _sd_alg: "sha-256",
    iss: document.issuer,
    cnf: { jwk: { ...jwk, kid: thumbprint } },
    vct: document.vct,
    ...statusClaims(document.status),
  };
  const header = {
    alg: algorithm,
    typ: "dc+sd-jwt",
    kid: keyId,
    ...(document.x5Chain.length > 0 && { x5c: document.x5Chain }),
  };
  return unsignedJws(header, claims, disclosureTail(disclosures));
};

function statusClaims(status: DocumentStatus): JsonObject {
  if (status.kind === "hosted") {
    return { status: { status_list: { idx: status.reference.index, uri: status.reference.uri } } };
  }
  return status.kind === "foreign" ? { status: status.value } : {};
}
