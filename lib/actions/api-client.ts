"use server";

import { createApiClient } from "@/lib/api-client/create-api-client";
import { disableApiClient } from "@/lib/api-client/disable-api-client";
import { action } from "@/lib/http/action";

export const createApiClientAction = action(createApiClient);
export const disableApiClientAction = action(disableApiClient);
