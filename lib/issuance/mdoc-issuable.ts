import { findIssuer } from "@/lib/authority/signer";
import { documentSigner } from "@/lib/certificate/document-signer";
import type { Ctx } from "@/lib/context";
import type { CurrentContract } from "@/lib/contract/store";
import { claimValue } from "@/lib/formats/mdoc/elements";
import { docTypeOf } from "@/lib/formats/mdoc/names";
import { UnfitValue } from "@/lib/formats/mdoc/values";
import { bareName, hintMappings } from "@/lib/issuance/claims";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { own } from "@/lib/kernel/own";

/**
 * What could go wrong with an mdoc goes wrong while the offer is made: the authority gets its certificates now, if it
 * has none, and each claim's value is what its type wants. Refusals name the claim, never its value.
 */
export async function requireMdocIssuable(
  ctx: Ctx,
  { authorityId, rules }: CurrentContract,
  claims: Readonly<Record<string, string>>,
): Promise<void> {
  const issuer = await findIssuer(ctx, authorityId);
  if (!issuer) throw new Problem("not_found", "The contract's authority is no more.");
  await documentSigner(ctx, issuer);
  const docType = docTypeOf(rules.vc.type);
  for (const { inputClaim, outputClaim, type } of hintMappings(rules)) {
    const text = own(claims, outputClaim);
    if (text === undefined) continue;
    try {
      claimValue(docType, outputClaim, type, text);
    } catch (error) {
      if (error instanceof UnfitValue) throw invalidField(`claims.${bareName(inputClaim)}`, error.message);
      throw error;
    }
  }
}
