import * as z from "zod";
import { documentOperations } from "@/lib/apis/wallet/documents";
import { identityHubOperations } from "@/lib/apis/wallet/identity-hub";
import { olderOperations } from "@/lib/apis/wallet/older-operations";
import { walletOperations } from "@/lib/apis/wallet/operations";
import type { ApiDescription } from "@/lib/http/openapi";

/** RFC 6749, section 5.2, which OpenID4VCI 1.0 follows. */
const OAuthRefusal = z
  .object({
    error: z.string().describe("A code of OAuth 2.0 or OpenID4VCI 1.0."),
    error_description: z.string().optional().describe("What is wrong, in plain ASCII."),
  })
  .meta({ id: "OAuthRefusal" });

export const walletDescription: Omit<ApiDescription, "server"> = {
  title: "Wallet API",
  description: "OpenID4VCI 1.0 and drafts 13 and 11: what wallets ask of an authority.",
  groups: [
    {
      name: "Issuing",
      description: "From the offer behind a QR code to the credential in a wallet.",
      operations: walletOperations,
    },
    {
      name: "Issuing to older wallets",
      description: "The same in drafts 13 and 11, for offers that were made in these.",
      operations: olderOperations,
    },
    {
      name: "Documents",
      description: "Public documents that hang on no authority.",
      operations: { ...documentOperations, ...identityHubOperations },
    },
  ],
  securitySchemes: () => ({
    accessToken: {
      type: "http",
      scheme: "bearer",
      description: "The access token of the token endpoint.",
    },
    dpop: {
      type: "http",
      scheme: "DPoP",
      description: "The same, bound to a key: with a proof in the header DPoP (RFC 9449).",
    },
  }),
  errorSchema: OAuthRefusal,
  refusals: ({ body, form, path, security }) => [
    ...(path.includes("{") || body ? [400] : []),
    ...(security?.length === 0 ? [] : [401]),
    ...(path.includes("{") ? [404] : []),
    ...(body || form ? [413, 415] : []),
    503,
  ],
};
