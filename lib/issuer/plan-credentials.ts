import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import type { IssuanceDocument } from "@/lib/document/schema";
import type { Protocol } from "@/lib/issuance/schema";
import { type Configuration, findConfiguration } from "@/lib/issuer/configuration";
import { configurationName } from "@/lib/issuer/configuration-name";
import { defaultDid } from "@/lib/issuer/did-of-key";
import { issuanceDocument, judgedDocument } from "@/lib/issuer/issuance-document";
import { requireFormatIn } from "@/lib/issuer/offer-terms";
import type { Family, IssuanceRequest } from "@/lib/issuer/request-schema";
import { type JudgedIssuer, prospectIssuer } from "@/lib/issuer/resolve-issuer";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { keyThumbprint } from "@/lib/keys/thumbprint";

interface PlannedCredential {
  readonly request: IssuanceRequest;
  readonly configuration: Configuration;
  readonly document: IssuanceDocument;
}

/**
 * What an offer is to give. All requests are judged before the first key, authority or contract is made for any: what is
 * refused leaves nothing behind (security I14).
 */
export async function planCredentials(
  ctx: Ctx,
  requests: readonly IssuanceRequest[],
  { family, protocol }: { readonly family: Family; readonly protocol: Protocol },
): Promise<{ readonly issuer: Issuer; readonly plans: readonly PlannedCredential[] }> {
  const inTurn = async <From, To>(items: readonly From[], step: (item: From) => Promise<To>): Promise<To[]> => {
    const done: To[] = [];
    for (const [at, item] of items.entries())
      done.push(await step(item).catch((error: unknown) => within(error, at, items.length)));
    return done;
  };
  const judged = await inTurn(requests, (request) => judge(ctx, request, family, protocol));
  requireOne(judged, ({ issuer }) => issuer, isSame);
  const plans = await inTurn(judged, async ({ request, issuer, terms, document }): Promise<PlannedCredential> => {
    const configuration = await terms.settle(await issuer.settle());
    return { request, configuration, document: await issuanceDocument(ctx, configuration, document) };
  });
  return {
    plans,
    issuer: requireOne(
      plans,
      ({ configuration }) => configuration.issuer,
      (one, first) => one.authorityId === first.authorityId,
    ),
  };
}

async function judge(ctx: Ctx, request: IssuanceRequest, family: Family, protocol: Protocol) {
  if (Object.keys(request.issuerKey).length === 0) {
    throw invalidField("issuerKey", "Issuer key in the request body cannot be empty");
  }
  if (request.credentialData && Object.keys(request.credentialData).length === 0) {
    throw invalidField("credentialData", "CredentialData in the request body cannot be empty");
  }
  const name = configurationName(request, family);
  const issuerDid = request.issuerDid ?? null;
  const issuer = await prospectIssuer(ctx, {
    issuerKey: request.issuerKey,
    ...(issuerDid !== null && { issuerDid }),
  });
  const terms = await findConfiguration(ctx, issuer.issuer, name, issuerDid);
  requireFormatIn(protocol, terms);
  return { request, issuer, terms, document: await judgedDocument(ctx, terms, issuer.key, request) };
}

/** By key and DID, where they are not there yet; a request without a DID goes by that of the first. */
function isSame(one: JudgedIssuer, first: JudgedIssuer): boolean {
  if (one.issuer && first.issuer) return one.issuer.authorityId === first.issuer.authorityId;
  if (keyThumbprint(one.key.publicJwk) !== keyThumbprint(first.key.publicJwk)) return false;
  const did = one.issuer?.did ?? one.issuerDid;
  return did === undefined || did === (first.issuer?.did ?? first.issuerDid ?? defaultDid(first.key));
}

/** A wallet meets one credential issuer at an offer. */
function requireOne<Item, Signer>(
  items: readonly Item[],
  signerOf: (item: Item) => Signer,
  isSameAs: (one: Signer, first: Signer) => boolean,
): Signer {
  const [first, ...others] = items.map(signerOf);
  if (!first) throw new Error("An offer without credentials.");
  const stranger = others.findIndex((one) => !isSameAs(one, first));
  if (stranger < 0) return first;
  throw invalidField(
    `[${stranger + 1}].issuerKey`,
    "All credentials of one batch come from one issuer: send a batch for each issuerKey and issuerDid.",
  );
}

/** Of several requests the refusal names the one at fault. */
function within(error: unknown, at: number, count: number): never {
  if (!(error instanceof Problem) || count === 1) throw error;
  const { fields = {}, ...details } = error.details;
  const named = Object.entries(fields).map(([field, message]) => [`[${at}].${field}`, message]);
  throw new Problem(error.code, error.message, { ...details, fields: Object.fromEntries(named) });
}
