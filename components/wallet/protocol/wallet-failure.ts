/** Why the wallet cannot go on, in words for its holder: what happened, and what to do about it. */
type FailureKind =
  | "invalid_offer"
  | "foreign_offer"
  | "offer_closed"
  | "wrong_code"
  | "unsupported"
  | "refused"
  | "unreachable";

export class WalletFailure extends Error {
  override readonly name = "WalletFailure";

  constructor(
    readonly kind: FailureKind,
    readonly title: string,
    message: string,
  ) {
    super(message);
  }
}

/** A refusal as it came over the wire (OpenID4VCI 1.0, sections 6.3 and 8.3.1). */
export class WireRefusal extends Error {
  override readonly name = "WireRefusal";

  constructor(
    readonly status: number,
    readonly code: string,
    description: string,
  ) {
    super(description);
  }
}

/** Whatever was thrown, as a failure that can be shown. */
export function failureFrom(error: unknown): WalletFailure {
  if (error instanceof WalletFailure) return error;
  if (error instanceof WireRefusal) {
    return new WalletFailure("refused", "The issuer refused", `${error.message} Ask the issuer for a new offer.`);
  }
  return new WalletFailure("refused", "Something went wrong", "The wallet could not do this. Try it once more.");
}
