"use server";

import { findCredentials } from "@/lib/credential/find-credentials";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { action } from "@/lib/http/action";

/** By action and not by address: the value that is looked for must not stand in a URL (security S4). */
export const findCredentialsAction = action(findCredentials);
export const revokeCredentialAction = action(revokeCredential);
