import { claimMappings } from "@/lib/contract/claim-mappings";
import type { ContractRules } from "@/lib/contract/rules-schema";
import type { FormatId } from "@/lib/contract/schema";
import { invalidField } from "@/lib/kernel/errors";
import { jsonPath } from "@/lib/kernel/json-path";

/** Members of an SD-JWT VC itself: a disclosure of the same name makes verifiers refuse it (RFC 9901, section 7.1). */
const SD_JWT_MEMBERS = new Set(["iss", "jti", "iat", "nbf", "exp", "vct", "vct#integrity", "cnf", "status"]);

/** The formats of a contract for which none were chosen: all that its claims can be written in. */
export const defaultFormats = (rules: ContractRules): FormatId[] =>
  clashWithSdJwt(rules) ? ["jwt_vc_json"] : ["jwt_vc_json", "dc+sd-jwt"];

/** Refuses rules by which a credential could be made that verifiers must refuse. */
export function requireEncodable(rules: ContractRules, formats: readonly FormatId[]): void {
  const clash = formats.includes("dc+sd-jwt") && clashWithSdJwt(rules);
  if (!clash) return;
  const message = "SD-JWT credentials use this name themselves: choose another, or offer formats without dc+sd-jwt.";
  throw invalidField(jsonPath(["rules", ...clash.path, "outputClaim"]), message);
}

const clashWithSdJwt = (rules: ContractRules) =>
  claimMappings(rules.attestations).find(({ mapping }) => SD_JWT_MEMBERS.has(mapping.outputClaim));
