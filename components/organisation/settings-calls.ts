import { type ApiCall, adminPath } from "@/components/developer/api-request";
import type { OrganisationSettings } from "@/lib/tenant/schema";

export const onboardCall: ApiCall = {
  operation: "onboard",
  title: "Onboard the organisation",
  request: { method: "POST", path: adminPath("onboard") },
};

export const getSettingsCall: ApiCall = {
  operation: "getOrganizationSettings",
  title: "Get the organisation's settings",
  request: { method: "GET", path: adminPath("organizationSettings") },
};

/** The settings and the opt-out as calls of the Admin API. */
export const settingsCalls = ({
  name,
  defaultKeyStore,
  webAuthorityDeletionAllowed,
  batchEventNames,
  country,
}: Omit<OrganisationSettings, "id" | "serverKeyStore">): ApiCall[] => [
  getSettingsCall,
  {
    operation: "updateOrganizationSettings",
    title: "Change the settings",
    request: {
      method: "PATCH",
      path: adminPath("organizationSettings"),
      body: { name, defaultKeyStore, webAuthorityDeletionAllowed, batchEventNames, country },
    },
  },
  { operation: "optOut", title: "Opt out", request: { method: "POST", path: adminPath("optout") } },
];
