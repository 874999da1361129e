import type { Transport } from "@/components/wallet/protocol/transport";

/** The browser's own fetch and clock, for the page's own origin. */
export const browserTransport = (): Transport => ({
  fetch: (url, init) => fetch(url, init),
  origin: window.location.origin,
  now: () => new Date(),
});
