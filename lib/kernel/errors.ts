/** Every way this system says no. Codes are published API: add freely, never rename. */
export const problems = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  // A request with an Idempotency-Key that another one has had.
  idempotency_key_reused: 422,
  request_in_progress: 409,
  answer_lost: 409,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  // Domain refusals that the Admin API names.
  tenant_not_onboarded: 409,
  contract_name_not_unique: 409,
  key_already_exists: 409,
  multiple_indexed_claims: 400,
  domain_not_linked: 400,
  signing_key_limit_reached: 400,
  did_method_not_supported: 400,
  // What was asked for is done, but keys are left.
  key_deletion_failed: 400,
  did_configuration_unreachable: 400,
  did_configuration_invalid: 400,
  filter_not_supported: 400,
  validity_override_not_enabled: 400,
  callback_unreachable: 400,
  // A signer that did not answer, or would not sign: nothing is lost, try again later.
  key_provider_unavailable: 503,
  key_provider_refused: 503,
  // OAuth 2.0 and OpenID4VCI 1.0 token endpoint (section 6.3)
  invalid_grant: 400,
  invalid_client: 401,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  unsupported_response_type: 400,
  invalid_dpop_proof: 400,
  use_dpop_nonce: 400,
  // OpenID4VCI 1.0 credential endpoint (section 8.3.1) and notification endpoint (section 11.3)
  invalid_token: 401,
  invalid_credential_request: 400,
  unknown_credential_configuration: 400,
  unknown_credential_identifier: 400,
  invalid_proof: 400,
  invalid_nonce: 400,
  invalid_encryption_parameters: 400,
  credential_request_denied: 400,
  invalid_transaction_id: 400,
  // Older drafts
  unsupported_credential_type: 400,
  unsupported_credential_format: 400,
  issuance_pending: 400,
  invalid_notification_id: 400,
  invalid_notification_request: 400,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;

export interface ProblemDetails {
  /** Where the fault is: a JSON path such as `rules.attestations.idTokenHints[0].mapping[2].outputClaim`, and what to do. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Of those fields, the ones that are not there, and those that nobody knows. */
  readonly missing?: readonly string[];
  readonly unknown?: readonly string[];
  /** What this refusal says besides, where its protocol wants that. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Seconds after which trying again may help; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Goes to the audit trail and the log, never to the caller. Must hold no secret. */
  readonly cause?: string;
}

const brand = Symbol.for("portal.problem");

/** An expected refusal. Anything else that is thrown is a bug and leaves as a bare 500. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly [brand] = true;

  /** By brand: the bundler copies this class, and key providers made by one copy throw to handlers of another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly details: ProblemDetails = {},
  ) {
    super(message);
  }

  get status(): number {
    return problems[this.code];
  }

  /** The first field at fault, for envelopes that name just one. */
  get target(): string | undefined {
    return Object.keys(this.details.fields ?? {})[0];
  }
}

/** Refuses one field: `message` says what is wrong with it and how to mend it. */
export function invalidField(field: string, message: string): Problem {
  return new Problem("invalid_request", message, { fields: { [field]: message } });
}
