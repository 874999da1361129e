import { type Grant, OFFER_LIFETIME_SECONDS, type Protocol } from "@/lib/issuance/schema";
import { wireForms } from "@/lib/issuance/wire/registry";
import type { Configuration } from "@/lib/issuer/configuration";
import type { IssuanceRequest } from "@/lib/issuer/request-schema";
import { OFFER_DAYS_MAX } from "@/lib/kernel/batch-limits";
import { invalidField } from "@/lib/kernel/errors";
import type { JsonObject } from "@/lib/kernel/json";

/** The longest that an offer can be taken up, whoever makes it. */
const LIFETIME_MAX_SECONDS = OFFER_DAYS_MAX * 86_400;
/** The longest that a code is good (security P1). */
const CODE_LIFETIME_MAX_SECONDS = 600;

const protocols = { DRAFT13: "draft13", DRAFT11: "draft11", V1: "1.0" } as const satisfies Record<string, Protocol>;

/** Which OpenID4VCI the offer is made in. */
export function protocolOf({ standardVersion }: IssuanceRequest): Protocol {
  if (standardVersion === null) throw invalidField("standardVersion", "Attribute [standardVersion] is null");
  return protocols[standardVersion ?? "DRAFT13"];
}

/** Refuses what no wallet of that version could ask for. */
export function requireFormatIn(protocol: Protocol, { format }: Pick<Configuration, "format">): void {
  if (wireForms[protocol].formatNames[format]) return;
  throw invalidField("standardVersion", `standardVersion: this version has no ${format}: use DRAFT13 or V1.`);
}

/** How the wallet comes to its token; the ways by which it would first have to prove something else are not offered. */
export function grantOf({ authenticationMethod: method }: IssuanceRequest): Grant {
  if (method === "NONE") return "authorizationCode";
  if (method == null || method === "PRE_AUTHORIZED") return "preAuthorized";
  throw invalidField(
    "authenticationMethod",
    `authenticationMethod ${method} is not offered: use PRE_AUTHORIZED, or NONE for the authorization code flow.`,
  );
}

/** Seconds that the offer lives: as many as the caller says, and a month at most. */
export const lifetimeOf = (sessionTtl: number | undefined): number =>
  sessionTtl === undefined || sessionTtl < 1 ? OFFER_LIFETIME_SECONDS : Math.min(sessionTtl, LIFETIME_MAX_SECONDS);

/** Whether a code may live as long as its offer; else it is made when a wallet opens the offer (see arm-offer.ts). */
export const beginsWithCode = (grant: Grant, lifetimeSeconds: number): boolean =>
  grant === "preAuthorized" && lifetimeSeconds <= CODE_LIFETIME_MAX_SECONDS;

/** Offers of draft 11 name their credentials unless the caller wants them described. */
export const isDescribed = ({ standardVersion, ...request }: IssuanceRequest): boolean =>
  standardVersion === "DRAFT11" && request.draft11EncodeOfferedCredentialsByReference === false;

/** A credential in an offer that describes it (draft 11, section 4.1.1 and appendix E). */
export const describedCredential = ({ wireFormat, format, types, vct }: Configuration): JsonObject =>
  format === "jwt_vc_json" ? { format: wireFormat, types: [...types] } : { format: "vc+sd-jwt", vct };
