import * as z from "zod";
import type { FormatId } from "@/lib/contract/schema";
import type { KeyProof } from "@/lib/issuance/key-proof";
import { NONCE_LIFETIME_SECONDS } from "@/lib/issuance/nonce";
import { type CredentialRequest, proofsOf, wantedById } from "@/lib/issuance/wire/credential-request";
import {
  DEFERRED_INTERVAL_SECONDS,
  type FreshNonce,
  type Wanted,
  type WireAnswer,
} from "@/lib/issuance/wire/wire-form";
import { Problem, type ProblemCode } from "@/lib/kernel/errors";

/** What drafts 13 and 11 have in common. */

/** What OpenID Connect demands of metadata: clients of these versions look for the issuer in such a document. */
export const openidMembers = (issuer: string) => ({
  jwks_uri: `${issuer}/jwks`,
  scopes_supported: ["openid"],
  response_modes_supported: ["query"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["ES256"],
});

export const nonceMembers = (nonce: FreshNonce) => ({ c_nonce: nonce(), c_nonce_expires_in: NONCE_LIFETIME_SECONDS });

const Types = z.array(z.string().max(200)).min(1).max(50);
const Described = z.object({
  format: z.string(),
  types: Types.optional(),
  credential_definition: z.object({ type: Types.optional(), types: Types.optional() }).optional(),
  vct: z.string().optional(),
  doctype: z.string().optional(),
});

/** By the members of a format, wherever clients put them, or by an id. */
export function wantedByDescription(request: CredentialRequest): Wanted {
  const byId = wantedById(request);
  if (byId) return { by: "name", id: byId.id };
  const described = Described.safeParse(request);
  if (!described.success) {
    const message =
      "Send format with the members that tell the credential: types, credential_definition, vct or doctype.";
    throw new Problem("invalid_credential_request", message);
  }
  const { format, types, credential_definition: definition, vct, doctype } = described.data;
  return {
    by: "description",
    format,
    members: { types: types ?? definition?.type ?? definition?.types, vct, doctype },
  };
}

const CwtProof = z.object({ proof_type: z.literal("cwt"), cwt: z.string() });

/** These versions answer one credential at a time, and know a proof in CBOR for what is itself in CBOR. */
export function singleProof(request: CredentialRequest, format: FormatId): KeyProof[] {
  const cwt = CwtProof.safeParse(request.proof);
  if (cwt.success && format === "mso_mdoc" && request.proofs === undefined) {
    return [{ type: "cwt", text: cwt.data.cwt }];
  }
  if (request.proof === undefined && request.proofs === undefined)
    throw new Problem("invalid_proof", "Send proof with proof_type jwt and the proof itself in jwt.");
  const proofs = proofsOf(request);
  if (proofs.length > 1)
    throw new Problem("invalid_proof", "Send one proof: this version gives one credential at a time.");
  return proofs;
}

const olderNames: Partial<Record<ProblemCode, ProblemCode>> = {
  unknown_credential_configuration: "unsupported_credential_type",
  unknown_credential_identifier: "unsupported_credential_type",
  invalid_nonce: "invalid_proof",
};

/** Refusals that concern the proof carry a new nonce: there is no endpoint to ask for one. */
export function olderRefusal(problem: Problem, nonce: FreshNonce): Problem {
  const code = olderNames[problem.code] ?? problem.code;
  const members = code === "invalid_proof" ? nonceMembers(nonce) : undefined;
  return new Problem(code, problem.message, { ...problem.details, ...(members && { members }) });
}

export function pendingRefusal(): WireAnswer {
  throw new Problem("issuance_pending", "The credential is not available yet: ask again later.", {
    members: { interval: DEFERRED_INTERVAL_SECONDS },
  });
}
