/** What an offer goes through. */
export const sessionStates = ["offered", "opened", "redeemed", "issued", "failed", "expired"] as const;

/** From here on nothing more happens to a session. */
export const isFinal = (state: (typeof sessionStates)[number]): boolean =>
  state === "issued" || state === "failed" || state === "expired";
