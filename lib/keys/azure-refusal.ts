import { Problem, type ProblemCode } from "@/lib/kernel/errors";
import { guardRefusal } from "@/lib/keys/guards";

/** A call we make, by the permission that Key Vault asks for it. */
export type AzureAction = "keys/create" | "keys/get" | "keys/sign" | "keys/delete";

type Kind = "denied" | "credentials" | "state" | "missing" | "refused" | "throttled" | "silent" | "full";

interface AzureError extends Error {
  statusCode?: unknown;
  code?: unknown;
  details?: { error?: { innerError?: { code?: unknown } | null } | null };
}

/** Signing in failed, for a reason that its own requests showed. */
export class SignInFailure extends Error {
  override readonly name = "SignInFailure";

  constructor(
    readonly kind: "credentials" | "throttled" | "silent",
    why: string,
  ) {
    super(why);
  }
}

/** `KeyDisabled` and the like, which Key Vault tells apart from a missing right only within. */
const isAboutState = ({ details }: AzureError): boolean =>
  /^Key(Disabled|NotYetValid|Expired)$/.test(String(details?.error?.innerError?.code));

function kindOfStatus(status: number, error: AzureError): Kind {
  if (status === 429) return "throttled";
  if (status >= 500 || status === 408) return "silent";
  if (status === 401) return "credentials";
  if (status === 403) return isAboutState(error) ? "state" : "denied";
  return status === 404 ? "missing" : "refused";
}

/** What an error means for us, or null for one that is a fault of our own. */
function kindOf(error: unknown): Kind | null {
  const refusal = guardRefusal(error);
  if (refusal) return refusal;
  if (error instanceof SignInFailure) return error.kind;
  if (!(error instanceof Error)) return null;
  const { statusCode, name, message } = error as AzureError;
  if (typeof statusCode === "number") return statusCode < 400 ? "silent" : kindOfStatus(statusCode, error);
  // The SDK checks itself whether the vault's challenge fits the vault.
  if (/challenge/i.test(message)) return "credentials";
  return name === "RestError" || name === "SyntaxError" ? "silent" : null;
}

export const isOutage = (error: unknown): boolean => kindOf(error) === "silent";
export const isMissing = (error: unknown): boolean =>
  error instanceof Problem && /^azure:\S+ missing\b/.test(error.details.cause ?? "");

const refusals: Readonly<Record<Kind, readonly [ProblemCode, number, (action: AzureAction) => string]>> = {
  denied: [
    "key_provider_refused",
    30,
    (action) =>
      `Azure Key Vault denied the request: allow ${action} to the application, by a role or an access policy.`,
  ],
  credentials: [
    "key_provider_refused",
    30,
    () =>
      "Azure did not accept our credentials: check directory id, application id and client secret, and that the vault belongs to this directory.",
  ],
  state: [
    "key_provider_refused",
    30,
    () => "Azure Key Vault refused the request: the key is disabled or out of its time. Enable it in Azure.",
  ],
  missing: ["key_provider_refused", 30, () => "Azure Key Vault has no such key: it may have been deleted."],
  refused: ["key_provider_refused", 30, (action) => `Azure Key Vault refused ${action}.`],
  throttled: [
    "key_provider_unavailable",
    5,
    () => "Azure Key Vault gets more requests than it allows. Try again shortly.",
  ],
  silent: ["key_provider_unavailable", 5, () => "Azure Key Vault did not answer in time. Try again shortly."],
  full: ["key_provider_unavailable", 1, () => "Too many requests for Azure Key Vault are waiting. Try again shortly."],
};

/** The Problem for an error of the SDK or of the guards around it; our own faults come back as they are. */
export function azureProblem(error: unknown, action: AzureAction): unknown {
  const kind = kindOf(error);
  if (kind === null || !(error instanceof Error)) return error;
  const [code, retryAfterSeconds, message] = refusals[kind];
  // Azure's own words are not kept: they may quote what was sent.
  const { name, statusCode, code: errorCode } = error as AzureError;
  const parts = [`azure:${action}`, kind, name, errorCode, statusCode].filter(Boolean).join(" ");
  return new Problem(code, message(action), { retryAfterSeconds, cause: parts.slice(0, 400) });
}
