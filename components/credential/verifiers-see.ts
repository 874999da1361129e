/** By when every verifier has a list that shows it: "by 14:32" on the reader's clock. */
export function verifiersSee(revokedAt: string, ttlSeconds: number): string {
  const latest = new Date(Date.parse(revokedAt) + ttlSeconds * 1000);
  // To the minute, and not too early.
  latest.setSeconds(latest.getSeconds() + 59);
  return `by ${latest.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })} at the latest`;
}
