import type { Issuer } from "@/lib/authority/signer";
import { certifiable } from "@/lib/certificate/sign-certificate";
import type { Ctx } from "@/lib/context";
import type { IssuanceDocument } from "@/lib/document/schema";
import { elementsOfJson } from "@/lib/formats/mdoc/elements";
import { UnfitValue } from "@/lib/formats/mdoc/values";
import { formatSigner } from "@/lib/issuance/format-signer";
import { invalidField } from "@/lib/kernel/errors";

/** Callers of the Issuer API choose the key, not the format: it is the key that they are told of. */
export function requireMdocKey({ algorithm }: Issuer): void {
  if (certifiable(algorithm)) return;
  const message = `mdocs are signed with a key on P-256, P-384 or P-521, and this one signs ${algorithm}: use another key.`;
  throw invalidField("issuerKey", message);
}

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
