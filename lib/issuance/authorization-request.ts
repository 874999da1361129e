import { Problem } from "@/lib/kernel/errors";
import { isWholeText } from "@/lib/kernel/whole-text";

/** An authorization request that holds together (RFC 6749, section 4.1.1; OpenID4VCI 1.0, section 5.1). */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly clientId: string | null;
  readonly codeChallenge: string | null;
  readonly state: string | null;
  readonly issuerState: string | null;
}

const invalid = (message: string): Problem => new Problem("invalid_request", message);

const TEXT_MAX = 2000;

/** Reads the parameters of an authorization request. Unknown ones are ignored. */
export function authorizationRequest(parameters: ReadonlyMap<string, string>): AuthorizationRequest {
  for (const value of parameters.values()) {
    if (value.length > TEXT_MAX) throw invalid("A parameter is too long.");
    if (!isWholeText(value)) throw invalid("A parameter holds a character that is none.");
  }
  if (parameters.get("response_type") !== "code") {
    throw new Problem("unsupported_response_type", "response_type must be code.");
  }
  return {
    redirectUri: redirectUri(parameters.get("redirect_uri")),
    clientId: parameters.get("client_id") ?? null,
    codeChallenge: codeChallenge(parameters.get("code_challenge"), parameters.get("code_challenge_method")),
    state: parameters.get("state") ?? null,
    issuerState: parameters.get("issuer_state") ?? null,
  };
}

/** Schemes that a browser would run or show instead of handing them to a wallet. */
const REFUSED_SCHEMES = ["javascript:", "data:", "vbscript:", "blob:", "file:", "about:"];
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

function redirectUri(text: string | undefined): string {
  if (text === undefined) throw invalid("Send redirect_uri.");
  // As it stands it goes into a header: blanks and line breaks, which a parser forgives, and letters beyond ASCII do not.
  if (!/^[\x21-\x7E]+$/.test(text) || !URL.canParse(text)) throw invalid("redirect_uri must be an absolute address.");
  const url = new URL(text);
  const plain = url.protocol === "http:" && !LOOPBACK.test(url.hostname);
  if (plain || REFUSED_SCHEMES.includes(url.protocol)) {
    throw invalid("redirect_uri must be an https address, or of the wallet's own scheme.");
  }
  if (text.includes("#") || url.username || url.password) {
    throw invalid("redirect_uri must have no fragment and no user name.");
  }
  return text;
}

/** Proof Key for Code Exchange, by SHA-256 only (RFC 7636). */
function codeChallenge(challenge: string | undefined, method: string | undefined): string | null {
  if (challenge === undefined && method === undefined) return null;
  if (method !== "S256") throw invalid("code_challenge_method must be S256.");
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge ?? "")) throw invalid("code_challenge must be a SHA-256 in base64url.");
  return challenge ?? null;
}
