import { type ApiCall, adminPath } from "@/components/developer/api-request";
import type { OrganisationSettings } from "@/lib/tenant/schema";

/** The settings and the opt-out as calls of the Admin API. */
export const settingsCalls = ({
  name,
  defaultKeyStore,
  webAuthorityDeletionAllowed,
  batchEventNames,
}: Omit<OrganisationSettings, "id" | "serverKeyStore">): ApiCall[] => [
  {
    operation: "getOrganizationSettings",
    title: "Get the settings",
    request: { method: "GET", path: adminPath("organizationSettings") },
  },
  {
    operation: "updateOrganizationSettings",
    title: "Change the settings",
    request: {
      method: "PATCH",
      path: adminPath("organizationSettings"),
      body: { name, defaultKeyStore, webAuthorityDeletionAllowed, batchEventNames },
    },
  },
  { operation: "optOut", title: "Opt out", request: { method: "POST", path: adminPath("optout") } },
];
