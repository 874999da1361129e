import { Problem, type ProblemCode } from "@/lib/kernel/errors";
import { guardRefusal } from "@/lib/keys/guards";

/** A call we make, by the right on a path of the Transit mount that Vault asks for it. */
export type VaultAction = "signIn" | "create" | "read" | "sign" | "configure" | "delete";

type Kind = "denied" | "credentials" | "missing" | "refused" | "nonsense" | "throttled" | "silent" | "full";

/** What went wrong with one request. Vault's own words are not kept: they may quote what was sent. */
export class VaultFailure extends Error {
  override readonly name = "VaultFailure";

  constructor(
    readonly kind: Kind,
    readonly why: string,
  ) {
    super(`${kind}: ${why}`);
  }
}

/** The kind of an answer that is no success. */
export function failureOf(status: number, action: VaultAction): VaultFailure {
  const why = `status ${status}`;
  if (status === 429) return new VaultFailure("throttled", why);
  if (status >= 500 || status === 412 || status === 472 || status === 473) return new VaultFailure("silent", why);
  if (action === "signIn") return new VaultFailure("credentials", why);
  if (status === 401 || status === 403) return new VaultFailure("denied", why);
  return new VaultFailure(status === 404 ? "missing" : "refused", why);
}

export const isOutage = (error: unknown): boolean => error instanceof VaultFailure && error.kind === "silent";
/** Whether asking again soon may help. */
export const isPassing = (error: unknown): boolean =>
  isOutage(error) || (error instanceof VaultFailure && error.kind === "throttled");

const rights: Readonly<Record<VaultAction, string>> = {
  signIn: "signing in",
  create: "update on keys/…",
  read: "read on keys/…",
  sign: "update on sign/…",
  configure: "update on keys/…/config",
  delete: "delete on keys/…",
};

const refusals: Readonly<Record<Kind, readonly [ProblemCode, number, (right: string) => string]>> = {
  denied: [
    "key_provider_refused",
    30,
    (right) => `Vault denied the request: check that the token is valid and that its policy allows ${right}.`,
  ],
  credentials: [
    "key_provider_refused",
    30,
    () => "Vault did not accept our credentials: check that they exist, are current and belong to this namespace.",
  ],
  missing: [
    "key_provider_refused",
    30,
    () => "Vault has no such key: check that it was not deleted, and that mount path and namespace are right.",
  ],
  refused: ["key_provider_refused", 30, (right) => `Vault refused the request for ${right}.`],
  nonsense: ["key_provider_refused", 30, () => "Vault answered with something that cannot be used."],
  throttled: [
    "key_provider_unavailable",
    5,
    () => "Vault gets more requests than its quota allows. Try again shortly.",
  ],
  silent: ["key_provider_unavailable", 5, () => "Vault did not answer in time. Try again shortly."],
  full: ["key_provider_unavailable", 1, () => "Too many requests for Vault are waiting. Try again shortly."],
};

/** The Problem for a failed call, or for a refusal of the guards around it; our own faults come back as they are. */
export function vaultProblem(error: unknown, action: VaultAction): unknown {
  const kind = error instanceof VaultFailure ? error.kind : guardRefusal(error);
  if (!kind || !(error instanceof Error)) return error;
  const [code, retryAfterSeconds, message] = refusals[kind];
  const why = error instanceof VaultFailure ? error.why : error.message;
  return new Problem(code, message(rights[action]), { retryAfterSeconds, cause: `vault:${action} ${kind} ${why}` });
}
