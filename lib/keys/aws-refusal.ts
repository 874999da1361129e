import { KMSServiceException } from "@aws-sdk/client-kms";
import { Problem, type ProblemCode } from "@/lib/kernel/errors";
import { RoleNotOurs } from "@/lib/keys/aws-instance-role";
import { guardRefusal } from "@/lib/keys/guards";
import type { awsActions } from "@/lib/signing-key/schema";

/** A call we make, by the permission that AWS asks for it. */
export type AwsAction = Exclude<(typeof awsActions)[number], "kms:TagResource"> | "kms:CreateAlias";

type Kind = "denied" | "credentials" | "role" | "state" | "quota" | "refused" | "throttled" | "silent" | "full";

const named: Readonly<Record<string, Kind>> = {
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  CredentialsProviderError: "credentials",
  ExpiredToken: "credentials",
  ExpiredTokenException: "credentials",
  IncompleteSignatureException: "credentials",
  InvalidClientTokenId: "credentials",
  InvalidSignatureException: "credentials",
  MissingAuthenticationTokenException: "credentials",
  ProviderError: "credentials",
  SignatureDoesNotMatch: "credentials",
  TokenProviderError: "credentials",
  UnrecognizedClientException: "credentials",
  DisabledException: "state",
  KMSInvalidStateException: "state",
  NotFoundException: "state",
  LimitExceededException: "quota",
  RequestLimitExceeded: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
  AbortError: "silent",
  TimeoutError: "silent",
};

interface AwsError extends Error {
  code?: unknown;
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/** What an error means for us, or null for one that is a fault of our own. */
function kindOf(error: unknown): Kind | null {
  if (error instanceof RoleNotOurs) return "role";
  const refusal = guardRefusal(error);
  if (refusal) return refusal;
  if (!(error instanceof Error)) return null;
  const { name, code, $metadata } = error as AwsError;
  const known = Object.hasOwn(named, name) ? named[name] : undefined;
  if (known) return known;
  const status = $metadata?.httpStatusCode;
  if (error instanceof KMSServiceException && status !== undefined && status < 500) return "refused";
  // Broken connections have a code such as ECONNREFUSED; answers that are no KMS answer have metadata.
  return status !== undefined || typeof code === "string" ? "silent" : null;
}

/** Whether an error says that KMS itself is out of order, which is what the breaker counts. */
export const isOutage = (error: unknown): boolean => kindOf(error) === "silent";

const refusals: Readonly<Record<Kind, readonly [ProblemCode, number, (action: string) => string]>> = {
  denied: [
    "key_provider_refused",
    30,
    (action) =>
      `AWS KMS denied the request: allow ${action} to the server's AWS identity, in IAM and in the key policy.`,
  ],
  credentials: [
    "key_provider_refused",
    30,
    (action) => `AWS did not accept our credentials for ${action}: check that they exist, are current and are enabled.`,
  ],
  role: [
    "key_provider_refused",
    30,
    (action) => `The instance role of this key is no longer attached to the server, so ${action} was not asked.`,
  ],
  state: [
    "key_provider_refused",
    30,
    (action) =>
      `AWS KMS refused ${action}: the key is disabled, waiting for deletion or gone. Enable or restore it in AWS.`,
  ],
  quota: [
    "key_provider_refused",
    300,
    (action) => `AWS KMS refused ${action}: a quota of the AWS account is used up. Raise it or delete unused keys.`,
  ],
  refused: ["key_provider_refused", 30, (action) => `AWS KMS refused ${action} for this key.`],
  throttled: [
    "key_provider_unavailable",
    5,
    (action) => `AWS KMS gets more requests than it allows, ${action} among them. Try again shortly.`,
  ],
  silent: ["key_provider_unavailable", 5, (action) => `AWS KMS did not answer ${action} in time. Try again shortly.`],
  full: ["key_provider_unavailable", 1, (action) => `Too many requests for ${action} are waiting. Try again shortly.`],
};

/** CreateKey with tags needs a second permission, which AWS checks under the first one's name. */
const permissionsFor = (action: AwsAction): string =>
  action === "kms:CreateKey" ? "kms:CreateKey and kms:TagResource" : action;

/** What the audit trail keeps of an AWS error. Messages about credentials are left out: they may quote signed headers. */
function causeOf(error: Error, kind: Kind, action: AwsAction, secrets: readonly string[]): string {
  const { name, message, code, $metadata } = error as AwsError;
  const parts = [action, name, code, $metadata?.httpStatusCode, $metadata?.requestId].filter(Boolean).join(" ");
  if (kind === "credentials") return parts;
  const scrubbed = secrets.reduce((text, secret) => text.replaceAll(secret, "[redacted]"), `${parts}: ${message}`);
  return scrubbed.slice(0, 400);
}

/** The Problem for an error of the SDK or of the guards around it; our own faults come back as they are. */
export function awsProblem(error: unknown, action: AwsAction, secrets: readonly string[]): unknown {
  const kind = kindOf(error);
  if (kind === null || !(error instanceof Error)) return error;
  const [code, retryAfterSeconds, message] = refusals[kind];
  const cause = causeOf(error, kind, action, secrets);
  return new Problem(code, message(permissionsFor(action)), { retryAfterSeconds, cause });
}
