import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { contractOperations } from "@/lib/apis/admin/operations/contracts";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { issuanceOperations } from "@/lib/apis/admin/operations/issuance";
import { tenantOperations } from "@/lib/apis/admin/operations/tenant";
import { Refusal } from "@/lib/apis/admin/shapes/refusal";
import type { ApiDescription } from "@/lib/http/openapi";

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
]);
