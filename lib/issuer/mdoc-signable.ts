import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import type { IssuanceDocument } from "@/lib/document/schema";
import { elementsOfJson } from "@/lib/formats/mdoc/elements";
import { UnfitValue } from "@/lib/formats/mdoc/values";
import { formatSigner } from "@/lib/issuance/format-signer";
import { invalidField } from "@/lib/kernel/errors";

/**
 * What an mdoc would fail for when the wallet claims is refused while the offer is made: a value that its element cannot
 * have, a key that no mdoc is signed with, certificates of another key or out of date.
 */
export async function requireMdocSignable(ctx: Ctx, issuer: Issuer, { mdoc, x5Chain }: IssuanceDocument) {
  if (!mdoc) return;
  await formatSigner(ctx, issuer, "mso_mdoc", x5Chain);
  try {
    elementsOfJson(mdoc.data);
  } catch (error) {
    if (error instanceof UnfitValue) throw invalidField("mdocData", `mdocData: ${error.message}`);
    throw error;
  }
}
