import { Onboarding } from "@/lib/apis/admin/shapes/onboarding";
import { operation } from "@/lib/http/operation";

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
};
