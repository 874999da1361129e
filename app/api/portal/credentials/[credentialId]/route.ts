import { getCredentialOperation } from "@/lib/apis/portal/credentials";
import { route } from "@/lib/apis/portal/dialect";
import { findCredentials } from "@/lib/credential/find-credentials";
import { Problem } from "@/lib/kernel/errors";
import { credentialIdFromUrn, isUuid } from "@/lib/kernel/ids";

export const GET = route(getCredentialOperation, async ({ ctx, params: { credentialId } }) => {
  const known = isUuid(credentialId) || credentialIdFromUrn(credentialId) !== null;
  const [credential] = known ? await findCredentials(ctx, { text: credentialId }) : [];
  if (!credential) throw new Problem("not_found", "There is no such credential.");
  return credential;
});
