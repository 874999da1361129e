import * as z from "zod";
import { organisationSettings } from "@/lib/tenant/organisation-settings";
import { defineUseCase } from "@/lib/use-case";

export const getOrganisationSettings = defineUseCase(
  { name: "getOrganisationSettings", input: z.undefined() },
  organisationSettings,
);
