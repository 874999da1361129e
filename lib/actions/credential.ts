"use server";

import { createBulkRevocation } from "@/lib/bulk-revocation/create-bulk-revocation";
import { findCredentials } from "@/lib/credential/find-credentials";
import { reinstateCredential } from "@/lib/credential/reinstate-credential";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { suspendCredential } from "@/lib/credential/suspend-credential";
import { action } from "@/lib/http/action";

/** By action and not by address: the value that is looked for must not stand in a URL (security S4). */
export const findCredentialsAction = action(findCredentials);
export const revokeCredentialAction = action(revokeCredential);
export const createBulkRevocationAction = action(createBulkRevocation);
export const suspendCredentialAction = action(suspendCredential);
export const reinstateCredentialAction = action(reinstateCredential);
