import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { createAuthority } from "@/lib/authority/create-authority";
import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import type { ContractView, CreateContract } from "@/lib/contract/schema";
import { authorizeWallet } from "@/lib/issuance/authorize-wallet";
import { claimCredential, type ReleasedCredentials } from "@/lib/issuance/claim-credential";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { credentialIssuer } from "@/lib/issuance/identifiers";
import { makeNonce } from "@/lib/issuance/nonce";
import { readOffer } from "@/lib/issuance/open-offer";
import { proveHolders } from "@/lib/issuance/prove-holders";
import { redeemPreAuthorizedCode } from "@/lib/issuance/redeem-code";
import type { CreateIssuance } from "@/lib/issuance/schema";

/** A staff badge: two required claims, the number indexed. */
export const badge = (authorityId: string, changes: Partial<CreateContract> = {}): CreateContract => ({
  authorityId,
  name: "Staff badge",
  rules: {
    attestations: {
      idTokenHints: [
        {
          required: true,
          mapping: [
            { inputClaim: "$.name", outputClaim: "displayName", indexed: false, required: true },
            { inputClaim: "number", outputClaim: "staffNumber", indexed: true, required: true },
            { inputClaim: "team", outputClaim: "team", indexed: false, required: false },
          ],
        },
      ],
    },
    validityInterval: 2_592_000,
    vc: { type: ["StaffBadge"] },
  },
  displays: [
    {
      locale: "en",
      card: {
        title: "Staff badge",
        issuedBy: "Example Works",
        backgroundColor: "#12107C",
        textColor: "#FFFFFF",
        description: "Opens doors.",
      },
      consent: { title: "Get your badge?", instructions: "Check your name first." },
      claims: [{ claim: "vc.credentialSubject.displayName", label: "Name", type: "String" }],
    },
  ],
  availableInVcDirectory: false,
  issueNotificationEnabled: false,
  issueNotificationAllowedToGroupOids: null,
  allowOverrideValidityIntervalOnIssuance: false,
  formats: ["jwt_vc_json", "dc+sd-jwt"],
  ...changes,
});

export const badgeClaims = { name: "Sample Person", number: "S-1001" };

export interface IssuingParts {
  readonly issuer: Issuer;
  readonly contract: ContractView;
}

/** An authority with a key made here, and a contract. */
export async function issuingParts(ctx: Ctx, changes: Partial<CreateContract> = {}): Promise<IssuingParts> {
  const authority = await createAuthority(ctx, {
    name: "Example Works",
    linkedDomainUrl: "https://works.example.org/",
    didMethod: "web",
    key: { backend: "jwk", keyType: "P-256", config: {} },
  });
  const contract = await createContract(ctx, badge(authority.id, changes));
  const issuer = await findIssuer(ctx, authority.id);
  if (!issuer) throw new Error("The new authority has no issuer.");
  return { issuer, contract };
}

/** The shape of a wallet: a key, and the steps it takes. */
export class TestWallet {
  private constructor(
    readonly publicJwk: JWK,
    private readonly privateKey: CryptoKey,
  ) {}

  static async make(): Promise<TestWallet> {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    return new TestWallet(await exportJWK(publicKey), privateKey);
  }

  thumbprint(): Promise<string> {
    return calculateJwkThumbprint(this.publicJwk);
  }

  signed(payload: Record<string, unknown>, changes: object = {}): Promise<string> {
    const header = { alg: "ES256", typ: "openid4vci-proof+jwt", jwk: this.publicJwk, ...changes };
    return new SignJWT(payload).setProtectedHeader(header).sign(this.privateKey);
  }

  async proof(ctx: Ctx, issuer: Issuer, changes: { header?: object; payload?: object } = {}): Promise<string> {
    const payload = {
      aud: credentialIssuer(ctx, issuer.authorityId),
      iat: Math.floor(ctx.now().getTime() / 1000),
      nonce: makeNonce(ctx, issuer.authorityId),
      ...changes.payload,
    };
    return this.signed(payload, changes.header);
  }
}

/** Makes an offer and trades its code for an access token. */
export async function redeemedOffer(
  ctx: Ctx,
  { issuer, contract }: IssuingParts,
  changes: Partial<CreateIssuance> = {},
): Promise<{ sessionId: string; accessToken: string }> {
  const made = await createIssuance(ctx, { contractId: contract.id, claims: badgeClaims, ...changes });
  const code = await codeOf(ctx, issuer, made.offerUri);
  const transactionCode = changes.transactionCode?.kind === "plain" ? changes.transactionCode.value : null;
  return { sessionId: made.id, accessToken: await redeem(ctx, issuer, code, transactionCode) };
}

/** Trades a code for an access token, as a wallet does that binds it to no key. */
export async function redeem(
  ctx: Ctx,
  issuer: Issuer,
  code: string,
  transactionCode: string | null = null,
): Promise<string> {
  const request = { code, transactionCode, dpopThumbprint: null, requestedConfigurations: null };
  return (await redeemPreAuthorizedCode(ctx, issuer, request)).access_token;
}

/** Fetches the offer as a wallet would, and takes its code. */
export async function codeOf(ctx: Ctx, issuer: Issuer, offerUri: string): Promise<string> {
  const reference = new URL(offerUri).searchParams.get("credential_offer_uri") ?? "";
  const offer = await readOffer(ctx, issuer, reference.split("/").at(-1) ?? "");
  return offer.grants[PRE_AUTHORIZED_GRANT]?.["pre-authorized_code"] ?? "";
}

/** Asks for the credential with the access token and these proofs. */
export async function claim(
  ctx: Ctx,
  issuer: Issuer,
  accessToken: string,
  proofs: readonly string[],
): Promise<ReleasedCredentials> {
  const request = { authorization: `Bearer ${accessToken}`, dpop: null, url: "https://portal.example.org/" };
  const { session, accessTokenHash } = await authorizeWallet(ctx, issuer, request);
  const keyProofs = proofs.map((text) => ({ type: "jwt", text }) as const);
  const proven = await proveHolders(ctx, issuer, [credentialIssuer(ctx, issuer.authorityId)], keyProofs);
  return claimCredential(ctx, issuer, accessTokenHash, { session, attempt: null, proven, display: [] });
}
