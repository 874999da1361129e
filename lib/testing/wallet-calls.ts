import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/context";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import type { CreateIssuance } from "@/lib/issuance/schema";
import { type Answer, call } from "@/lib/testing/admin-api";
import { badgeClaims, type IssuingParts, type TestWallet } from "@/lib/testing/issuing";

export const form = (path: string, parameters: Record<string, string>): Promise<Answer> =>
  call("POST", path, {
    body: new URLSearchParams(parameters).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

export const get = (path: string): Promise<Answer> => call("GET", path);

/** The path of the offer behind a link. */
export const offerPath = (offerUri: string): string =>
  new URL(new URL(offerUri).searchParams.get("credential_offer_uri") ?? "").pathname;

/** Makes an offer and gives its session, its path and what it says. */
export async function offered(ctx: Ctx, { contract }: IssuingParts, changes: Partial<CreateIssuance> = {}) {
  const made = await createIssuance(ctx, { contractId: contract.id, claims: badgeClaims, ...changes });
  const path = offerPath(made.offerUri);
  return { id: made.id, path, offerToken: path.split("/").at(-1) ?? "", read: () => get(path) };
}

export const codeIn = ({ body }: Answer): string => body.grants[PRE_AUTHORIZED_GRANT]["pre-authorized_code"];

export const preAuthorized = (code: string, more: Record<string, string> = {}) => ({
  grant_type: PRE_AUTHORIZED_GRANT,
  "pre-authorized_code": code,
  ...more,
});

/** A wallet's answer to a nonce, for an issuer by the name that it knows. */
export async function proofFor(wallet: TestWallet, ctx: Pick<Ctx, "now">, aud: string, nonce: string): Promise<string> {
  return wallet.signed({ aud, nonce, iat: Math.floor(ctx.now().getTime() / 1000) });
}

export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");
