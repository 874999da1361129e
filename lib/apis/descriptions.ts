import * as z from "zod";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { contractOperations } from "@/lib/apis/admin/operations/contracts";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { issuanceOperations } from "@/lib/apis/admin/operations/issuance";
import { tenantOperations } from "@/lib/apis/admin/operations/tenant";
import { Refusal } from "@/lib/apis/admin/shapes/refusal";
import { documentOperations } from "@/lib/apis/wallet/documents";
import { walletOperations } from "@/lib/apis/wallet/operations";
import type { ApiDescription } from "@/lib/http/openapi";

/** RFC 6749, section 5.2, which OpenID4VCI 1.0 follows. */
const OAuthRefusal = z
  .object({ error: z.string(), error_description: z.string().optional() })
  .meta({ id: "OAuthRefusal" });

type Description = Omit<ApiDescription, "server">;

/** The documents at `/openapi/<name>.json`. An API joins with its operations. */
export const apiDescriptions: ReadonlyMap<string, Description> = new Map([
  [
    "admin",
    {
      title: "Admin API",
      description:
        "Authorities, contracts and credentials, in the shapes of the Microsoft Entra Verified ID Admin API.",
      operations: {
        ...tenantOperations,
        ...authorityOperations,
        ...contractOperations,
        ...credentialOperations,
        ...issuanceOperations,
      },
      security: { name: "bearer", scheme: { type: "http", scheme: "bearer" } },
      errorSchema: Refusal,
    },
  ],
  [
    "wallet",
    {
      title: "Wallet API",
      description: "OpenID4VCI 1.0, pre-authorized code flow: what wallets ask of an authority.",
      operations: { ...walletOperations, ...documentOperations },
      errorSchema: OAuthRefusal,
    },
  ],
]);
