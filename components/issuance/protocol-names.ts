import type { Protocol } from "@/lib/issuance/schema";

/** Which wallets understand which version. */
export const protocolNames: Readonly<Record<Protocol, { label: string; description: string }>> = {
  "1.0": { label: "Current wallets", description: "OpenID4VCI 1.0" },
  draft13: { label: "Wallets of 2024", description: "OpenID4VCI draft 13" },
  draft11: { label: "Wallets of 2023", description: "OpenID4VCI draft 11" },
};
