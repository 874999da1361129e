import * as z from "zod";
import type { KeyProof } from "@/lib/issuance/key-proof";
import { Problem } from "@/lib/kernel/errors";

/**
 * A credential request of any version. Each form reads the members that it knows and ignores the others, so what they
 * are is judged there.
 */
export const CredentialRequest = z.looseObject({
  credential_configuration_id: z.string().optional(),
  credential_identifier: z.string().optional(),
  // Judged after the configuration, and refused as proofs are, not as a request that cannot be read.
  proofs: z.unknown().optional(),
  proof: z.unknown().optional(),
  credential_response_encryption: z.unknown().optional(),
});
export type CredentialRequest = z.infer<typeof CredentialRequest>;

const Proofs = z.strictObject({ jwt: z.array(z.string()).min(1) });
const Proof = z.object({ proof_type: z.literal("jwt"), jwt: z.string() });

/** The proofs of OpenID4VCI 1.0, or the singular `proof` of older clients. */
export function proofsOf({ proofs, proof }: CredentialRequest): KeyProof[] {
  if (proofs === undefined && proof !== undefined) {
    const one = Proof.safeParse(proof);
    if (one.success) return [{ type: "jwt", text: one.data.jwt }];
    throw new Problem("invalid_proof", "Only proofs of type jwt are taken.");
  }
  const list = Proofs.safeParse(proofs);
  if (list.success) return list.data.jwt.map((text) => ({ type: "jwt", text }));
  throw new Problem("invalid_proof", "Send proofs with exactly one member, jwt: a list of at least one proof.");
}

/** By one of two members, never by both. */
export function wantedById({
  credential_configuration_id: asked,
  credential_identifier: identifier,
}: CredentialRequest) {
  if (identifier !== undefined && asked === undefined) return { by: "identifier", id: identifier } as const;
  if (asked !== undefined && identifier === undefined) return { by: "configuration", id: asked } as const;
  return null;
}
