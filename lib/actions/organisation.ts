"use server";

import { action } from "@/lib/http/action";
import { confirmOptOut } from "@/lib/tenant/confirm-opt-out";
import { onboardTenant } from "@/lib/tenant/onboard-tenant";
import { startOptOut } from "@/lib/tenant/start-opt-out";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";

export const onboardTenantAction = action(onboardTenant);
export const updateOrganisationSettingsAction = action(updateOrganisationSettings);
export const startOptOutAction = action(startOptOut);
export const confirmOptOutAction = action(confirmOptOut);
