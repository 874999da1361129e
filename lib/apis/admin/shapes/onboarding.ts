import * as z from "zod";
import { sha256 } from "@/lib/kernel/hash";

export const Onboarding = z
  .object({
    id: z.uuid(),
    verifiableCredentialServicePrincipalId: z.uuid(),
    verifiableCredentialRequestServicePrincipalId: z.uuid(),
    verifiableCredentialAdminServicePrincipalId: z.uuid(),
    status: z.literal("Enabled"),
  })
  .meta({ id: "Onboarding" });

/** Always the same for a tenant. Service principals are a thing of the real service: ours are names only. */
export const presentOnboarding = ({ id }: { id: string }): z.infer<typeof Onboarding> => ({
  id,
  verifiableCredentialServicePrincipalId: nameUuid(`${id} service`),
  verifiableCredentialRequestServicePrincipalId: nameUuid(`${id} request`),
  verifiableCredentialAdminServicePrincipalId: nameUuid(`${id} admin`),
  status: "Enabled",
});

/** A version 8 UUID (RFC 9562) made of a name. */
function nameUuid(name: string): string {
  const bytes = sha256(name).subarray(0, 16);
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * The two bytes `OK`, which are no JSON though they are called so: the reference shows it (section 10). Who asks for
 * JSON before all else gets JSON.
 */
export function optOutAnswer(request: Request): Response {
  const wantsJson = /^\s*application\/json\b/i.test(request.headers.get("accept") ?? "");
  return new Response(wantsJson ? '"OK"' : "OK", { headers: { "content-type": "application/json" } });
}
