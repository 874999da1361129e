"use server";

import { action } from "@/lib/http/action";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";

export const onboardSigningKeyAction = action(onboardSigningKey);
