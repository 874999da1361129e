import * as z from "zod";
import { AUTHORIZATION_CODE_GRANT, PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import type { AuthorizationCodeRequest } from "@/lib/issuance/redeem-authorization-code";
import type { TokenRequest } from "@/lib/issuance/redeem-code";
import type { WireForm } from "@/lib/issuance/wire/wire-form";
import { Problem } from "@/lib/kernel/errors";
import { isJsonObject, type JsonObject } from "@/lib/kernel/json";
import { parseStrictJson } from "@/lib/kernel/strict-json";

type WithoutProof<Request> = Omit<Request, "dpopThumbprint">;

export type AskedToken =
  | ({ readonly grant: "preAuthorized" } & WithoutProof<TokenRequest>)
  | ({ readonly grant: "authorizationCode" } & WithoutProof<AuthorizationCodeRequest>);

/** The token request's form (OpenID4VCI 1.0, section 6.1). Unknown parameters are ignored. */
export function tokenRequest(form: ReadonlyMap<string, string>, wire: WireForm): AskedToken {
  const grant = form.get("grant_type");
  if (!grant) throw new Problem("invalid_request", "Send grant_type.");
  if (grant === PRE_AUTHORIZED_GRANT) return preAuthorized(form, wire);
  if (grant === AUTHORIZATION_CODE_GRANT) return authorizationCode(form, wire);
  const message = "The grants are the pre-authorized code and the authorization code.";
  throw new Problem("unsupported_grant_type", message);
}

function preAuthorized(form: ReadonlyMap<string, string>, wire: WireForm): AskedToken {
  const code = form.get("pre-authorized_code");
  if (!code) throw new Problem("invalid_request", "Send pre-authorized_code.");
  const named = wire.transactionCodeParameters.find((name) => form.has(name));
  return {
    grant: "preAuthorized",
    code,
    transactionCode: named === undefined ? null : (form.get(named) ?? null),
    requestedConfigurations: requestedConfigurations(form.get("authorization_details"), wire),
  };
}

function authorizationCode(form: ReadonlyMap<string, string>, wire: WireForm): AskedToken {
  return {
    grant: "authorizationCode",
    code: form.get("code") ?? "",
    redirectUri: form.get("redirect_uri") ?? null,
    clientId: form.get("client_id") ?? null,
    codeVerifier: form.get("code_verifier") ?? null,
    requestedConfigurations: requestedConfigurations(form.get("authorization_details"), wire),
  };
}

const AuthorizationDetails = z
  .array(z.object({ type: z.literal("openid_credential"), credential_configuration_id: z.string() }))
  .min(1)
  .max(500)
  .transform((details) => [...new Set(details.map((one) => one.credential_configuration_id))]);

/** Older versions may ask by the members of a format: the offer decides what the token is for. */
function requestedConfigurations(text: string | undefined, { protocol }: WireForm): string[] | null {
  if (text === undefined) return null;
  const details = AuthorizationDetails.safeParse(parseStrictJson(text));
  if (details.success) return details.data;
  if (protocol !== "1.0") return null;
  throw new Problem("invalid_request", "authorization_details must ask for credentials by their configuration ids.");
}

/** `display` entries of a credential request, which a mapping of the Issuer API may ask for. */
export const displayOf = ({ display }: Readonly<Record<string, unknown>>): JsonObject[] =>
  Array.isArray(display) ? display.filter(isJsonObject) : [];

/** `Vary` goes with everything whose first language the reader chose. */
export const languageOf = (request: Request): string | null => request.headers.get("accept-language");
