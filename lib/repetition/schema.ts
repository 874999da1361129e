/** One request that may come again: what its effect is bound to, so that it happens once at most (security I3, D8). */
export interface Repetition {
  /** Keyed hash of the principal, the route and the key that the caller chose. */
  readonly keyHash: string;
  /** Until when this request alone may take effect. It differs for each that tries, so it also tells them apart. */
  readonly lockedUntil: Date;
}

/** An answer as it is kept for those who ask again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
