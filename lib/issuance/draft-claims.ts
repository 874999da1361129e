import type { Ctx } from "@/lib/context";
import type { ContractContent } from "@/lib/contract/store";
import { credentialFormats } from "@/lib/formats/registry";
import { claimTypes, hintMappings, indexedValue } from "@/lib/issuance/claims";
import type { Draft, Intent } from "@/lib/issuance/drafting";
import { formatSigner, withinCertificates } from "@/lib/issuance/format-signer";
import { sessionType } from "@/lib/issuance/identifiers";
import { indexHashOf } from "@/lib/issuance/index-hash";
import { statusReference } from "@/lib/issuance/status-reference";
import { validityOf } from "@/lib/issuance/validity";
import { wireForms } from "@/lib/issuance/wire/registry";
import { Problem } from "@/lib/kernel/errors";
import { credentialUrn } from "@/lib/kernel/ids";
import { own } from "@/lib/kernel/own";

/** Credentials whose content is claims by the contract's rules. */
export async function draftClaims(
  ctx: Ctx,
  intent: Intent,
  claims: Readonly<Record<string, string>>,
): Promise<Draft[]> {
  const { issuer, session, contract, proven } = intent;
  requireMandatoryClaims(contract, claims);
  const signer = await formatSigner(ctx, issuer, session.format);
  const wanted = validityOf(ctx.now(), contract.rules.validityInterval, session.valid_until);
  const validity = withinCertificates(wanted, signer);
  const indexHash = indexHashOf(ctx, session, indexedValue(contract.rules, claims));
  return proven.holders.map((holder) => ({
    holderThumbprint: holder.thumbprint,
    indexHash,
    foreignStatus: false,
    encode: (id, entry) =>
      credentialFormats[session.format].encode(
        {
          id: credentialUrn(id),
          issuer: issuer.did,
          types: contract.rules.vc.type,
          vct: sessionType(ctx, session),
          sdJwtType: wireForms[session.protocol].sdJwtType,
          claims,
          claimTypes: claimTypes(contract.rules),
          holder,
          status: statusReference(ctx, contract.rules, entry),
          ...validity,
        },
        signer,
        ctx.random,
      ),
    ...validity,
  }));
}

/** What is issued agrees with the contract: the claims were checked when the offer was made, and are again. */
export function requireMandatoryClaims({ rules }: ContractContent, claims: Readonly<Record<string, string>>): void {
  const missing = hintMappings(rules).find(({ required, outputClaim }) => required && !own(claims, outputClaim));
  if (missing) throw new Problem("credential_request_denied", "A claim that the contract requires is missing.");
}
