"use server";

import { action } from "@/lib/http/action";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { rotateKeyCredentials } from "@/lib/signing-key/rotate-key-credentials";

export const rotateKeyCredentialsAction = action(rotateKeyCredentials);
export const onboardSigningKeyAction = action(onboardSigningKey);
