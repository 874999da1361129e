import { JsonAnswer } from "@/lib/http/json-answer";
import type { Problem, ProblemCode } from "@/lib/kernel/errors";
import { sha256 } from "@/lib/kernel/hash";

/** Codes that the reference names: they stand in the envelope itself, without an inner error (section 3.1, form A). */
const namedCodes: Partial<Record<ProblemCode, string>> = {
  domain_not_linked: "wellKnownConfigDomainDoesNotExistInIssuer",
  key_deletion_failed: "deleteIssuerSuccessfulButKeyDeletionFailed",
};

/** Inner codes (sections 3.3 and 3.5). What is not listed goes by its own code in camel case. */
const innerCodes: Partial<Record<ProblemCode, string>> = {
  invalid_request: "badOrMissingField",
  callback_unreachable: "badOrMissingField",
  unauthorized: "tokenError",
  did_configuration_unreachable: "wellKnownConfigNotReachable",
  did_configuration_invalid: "wellKnownConfigInvalid",
  validity_override_not_enabled: "allowOverrideValidityNotEnabled",
  key_provider_unavailable: "transientError",
  key_provider_refused: "transientError",
  too_many_requests: "transientError",
  unavailable: "transientError",
};

/** What clients of the real service know a key store's fault by (section 3.4); inner errors nest (section 3.1). */
const dependencyFaults: Partial<Record<ProblemCode, string>> = {
  key_provider_refused: "Unable to access Key Vault resource with given credentials",
  key_provider_unavailable: "The key store did not answer",
};

/** Code and message per HTTP status (section 3.2): those that we answer with. */
const outer: Record<number, readonly [code: string, message: string]> = {
  400: ["badRequest", "The request is invalid."],
  401: ["unauthorized", "The request is not authenticated."],
  403: ["forbidden", "The caller may not do this."],
  404: ["notFound", "The resource does not exist."],
  405: ["methodNotAllowed", "The resource does not take this method."],
  409: ["conflict", "The request conflicts with the state of the resource."],
  412: ["preconditionFailed", "The resource is not in the state that the request expects."],
  413: ["payloadTooLarge", "The request is too large."],
  415: ["unsupportedMediaType", "The request's media type is not supported."],
  422: ["unprocessableEntity", "The request cannot be processed as it is."],
  429: ["tooManyRequests", "There are too many requests: try again later."],
  500: ["internalServerError", "Something went wrong on our side."],
  503: ["serviceUnavailable", "The service cannot do this now: try again later."],
};

const camelCase = (code: string): string => code.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** A vector that a client began, in either of its lengths; longer ones are not carried on. */
const CLIENT_VECTOR = /^(?:[A-Za-z0-9+/]{16}|[A-Za-z0-9+/]{22})(?:\.\d{1,10}){1,8}$/;

/** The correlation vector of a request: the client's carried on, else 16 base64 characters of our own and a counter. */
export function correlationVector(requestId: string, request: Request): string {
  const begun = request.headers.get("ms-cv");
  if (begun !== null && CLIENT_VECTOR.test(begun)) return `${begun}.0`;
  return `${sha256(requestId).subarray(0, 12).toString("base64")}.0`;
}

/** Clients show the message alone: it names the field at fault, where it does not do so already. */
function namingField({ code, message, target }: Problem): string {
  const named = code !== "invalid_request" || target === undefined || message.includes(target);
  return named ? message : `${target}: ${message}`;
}

function errorOf(problem: Problem) {
  const named = namedCodes[problem.code];
  if (named) return { code: named, message: problem.message };
  const [code, message] = outer[problem.status] ?? ["badRequest", "The request is invalid."];
  const inner = { code: innerCodes[problem.code] ?? camelCase(problem.code), message: namingField(problem) };
  const dependency = dependencyFaults[problem.code];
  return {
    code,
    message,
    innererror: {
      ...inner,
      ...(problem.target !== undefined && { target: problem.target }),
      ...(dependency && { innererror: { code: "DependencyFailure", message: dependency } }),
    },
  };
}

/** Seconds after which to try again, where nobody knows better. */
const defaultWaits: Record<number, number> = { 429: 5, 503: 30 };

/** A refusal as the Admin API words it (section 3.1). */
export function refusal(problem: Problem, requestId: string, request: Request): Response {
  const body = {
    requestId,
    date: new Date().toUTCString(),
    mscv: correlationVector(requestId, request),
    error: errorOf(problem),
  };
  const headers = new Headers({ "cache-control": "no-store" });
  if (problem.status === 401) headers.set("www-authenticate", "Bearer");
  const wait = problem.details.retryAfterSeconds ?? defaultWaits[problem.status];
  if (wait !== undefined) headers.set("retry-after", String(Math.ceil(wait)));
  return new JsonAnswer(body, { status: problem.status, headers });
}
