import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { createAuthority } from "@/lib/authority/create-authority";
import { findIssuer } from "@/lib/authority/signer";
import { certificatesOf } from "@/lib/certificate/store";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import type { CreateContract } from "@/lib/contract/schema";
import { credentialIssuer } from "@/lib/issuance/identifiers";
import { makeNonce } from "@/lib/issuance/nonce";
import { badge, claim, type IssuingParts, redeemedOffer } from "@/lib/testing/issuing";

const claimOf = (outputClaim: string, type?: string) => ({
  inputClaim: outputClaim.split("/").at(-1) ?? outputClaim,
  outputClaim,
  indexed: outputClaim === "document_number",
  required: true,
  ...(type && { type }),
});

/** A driving licence with every element that ISO/IEC 18013-5, section 7.2.1, makes mandatory, and some more. */
const licenceRules: CreateContract["rules"] = {
  attestations: {
    idTokenHints: [
      {
        required: true,
        mapping: [
          ...["family_name", "given_name", "birth_date", "issue_date", "expiry_date", "issuing_country"],
          ...["issuing_authority", "document_number", "portrait", "driving_privileges", "un_distinguishing_sign"],
          "age_over_18",
          "org.iso.18013.5.1.aamva/domestic_driving_privileges",
        ].map((name) => claimOf(name)),
      },
    ],
  },
  validityInterval: 2_592_000,
  vc: { type: ["org.iso.18013.5.1.mDL"] },
};

export const licenceClaims = {
  family_name: "Sample",
  given_name: "Person",
  birth_date: "1990-01-31",
  issue_date: "2026-01-01",
  expiry_date: "2031-01-01",
  issuing_country: "ZZ",
  issuing_authority: "Example Works",
  document_number: "D-1001",
  portrait: "_9j_4AAQ",
  driving_privileges: '[{"vehicle_category_code":"B","issue_date":"2010-02-03"}]',
  un_distinguishing_sign: "ZZ",
  age_over_18: "true",
  domestic_driving_privileges: "[]",
};

/** An authority with such a key, and a contract that issues driving licences. */
export async function licenceParts(
  ctx: Ctx,
  key: { backend: "jwk" | "aws"; keyType: "P-256" | "P-384" | "P-521" | "Ed25519"; config: Record<string, string> } = {
    backend: "jwk",
    keyType: "P-256",
    config: {},
  },
  changes: Partial<CreateContract> = {},
): Promise<IssuingParts> {
  const authority = await createAuthority(ctx, {
    name: "Example Works",
    linkedDomainUrl: "https://works.example.org/",
    didMethod: "web",
    key: key as never,
  });
  const rules = { rules: licenceRules, name: `Licence ${ctx.random.uuid()}`, formats: ["mso_mdoc" as const] };
  const contract = await createContract(ctx, badge(authority.id, { ...rules, ...changes }));
  const issuer = await findIssuer(ctx, authority.id);
  if (!issuer) throw new Error("The new authority has no issuer.");
  return { issuer, contract };
}

/** From an offer to the mdoc, with a holder's key. */
export async function claimedLicence(
  ctx: Ctx,
  parts: IssuingParts,
  claims: Record<string, string> = licenceClaims,
): Promise<{ credential: string; holder: HolderKey; sessionId: string }> {
  const holder = await HolderKey.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts, { claims, format: "mso_mdoc" });
  const { authorityId } = parts.issuer;
  const proof = await holder.proof(credentialIssuer(ctx, authorityId), makeNonce(ctx, authorityId));
  const { credentials } = await claim(ctx, parts.issuer, accessToken, [proof]);
  return { credential: credentials[0] ?? "", holder, sessionId };
}

/** The roots that a verifier of this authority's documents trusts. */
export const rootsOf = async (ctx: Ctx, { issuer }: IssuingParts): Promise<string[]> =>
  (await certificatesOf(ctx, ctx.tenantId, issuer.authorityId))
    .filter(({ kind }) => kind === "iaca")
    .map(({ pem }) => pem);
