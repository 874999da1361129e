import * as z from "zod";
import { Onboarding } from "@/lib/apis/admin/shapes/onboarding";
import { operation } from "@/lib/http/operation";
import { OrganisationSettings, UpdateOrganisationSettings } from "@/lib/tenant/schema";

export const BASE = "/v1.0/verifiableCredentials";
/** Where what the reference does not have stands. */
export const BETA = "/beta/verifiableCredentials";

export const tenantOperations = {
  onboard: operation({
    method: "POST",
    path: `${BASE}/onboard`,
    useCase: "onboardTenant",
    summary: "Onboard the tenant",
    response: Onboarding,
    status: 201,
  }),
  optOut: operation({
    method: "POST",
    path: `${BASE}/optout`,
    useCase: "optOut",
    summary: "Opt out: delete every authority and contract of the tenant, for good",
    response: z.literal("OK"),
    status: 200,
  }),
  getOrganizationSettings: operation({
    method: "GET",
    path: `${BASE}/organizationSettings`,
    useCase: "getOrganisationSettings",
    summary: "Get the organisation's settings",
    response: OrganisationSettings,
    status: 200,
  }),
  updateOrganizationSettings: operation({
    method: "PATCH",
    path: `${BASE}/organizationSettings`,
    useCase: "updateOrganisationSettings",
    summary: "Change the organisation's settings",
    body: UpdateOrganisationSettings,
    response: OrganisationSettings,
    status: 200,
  }),
};
