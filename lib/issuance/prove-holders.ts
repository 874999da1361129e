import { fetchHolderDocument } from "@/lib/authority/fetch-document";
import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import type { KeyProof } from "@/lib/issuance/key-proof";
import { type ProvenHolders, verifyProofs } from "@/lib/issuance/proof";

/** The holders behind the proofs of a credential request, each proven. */
export const proveHolders = (
  ctx: Ctx,
  { authorityId }: Issuer,
  audiences: readonly string[],
  proofs: readonly KeyProof[],
): Promise<ProvenHolders> =>
  verifyProofs(
    ctx,
    { authorityId, audiences, resolveWeb: (did) => fetchHolderDocument(ctx, ctx.tenantId, did) },
    proofs,
  );
