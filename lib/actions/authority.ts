"use server";

import { createAuthority } from "@/lib/authority/create-authority";
import { generateDidConfiguration } from "@/lib/authority/generate-did-configuration";
import { validateDidConfiguration } from "@/lib/authority/validate-did-configuration";
import { action } from "@/lib/http/action";

export const createAuthorityAction = action(createAuthority);
export const generateDidConfigurationAction = action(generateDidConfiguration);
export const validateDidConfigurationAction = action(validateDidConfiguration);
