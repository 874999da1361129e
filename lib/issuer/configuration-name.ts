import { missingField } from "@/lib/issuer/missing-field";
import type { Family, IssuanceRequest } from "@/lib/issuer/request-schema";
import { invalidField } from "@/lib/kernel/errors";

const formatOfFamily = { jwt: "jwt_vc_json", sdjwt: "vc+sd-jwt" } as const;

/**
 * The configuration that a request names; without one it is made of the last type of its data, as the first clients of
 * this API left it out (section 7.3), or is the one document type of the catalogue.
 */
export function configurationName(request: IssuanceRequest, family: Family): string {
  const { credentialConfigurationId: named, credentialData } = request;
  if (named === "") {
    const message = "Credential configuration ID in the request body cannot be empty";
    throw invalidField("credentialConfigurationId", message);
  }
  if (named !== undefined) return named;
  if (family === "mdoc") return "org.iso.18013.5.1.mDL";
  const type = [credentialData?.type ?? []].flat().at(-1);
  if (typeof type !== "string" || type === "") throw missingField("credentialConfigurationId");
  return `${type}_${formatOfFamily[family]}`;
}
