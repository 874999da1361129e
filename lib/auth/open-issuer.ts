import "server-only";
import type { Actor, Ctx } from "@/lib/context";
import { readEnvironment } from "@/lib/env.mjs";
import { platform } from "@/lib/platform";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";

/** Whoever is on this machine, where its operator said so: what the Issuer API does, and nothing else. */
const anybodyHere: Actor = {
  type: "app",
  id: "open-issuer-api",
  permissions: ["SigningKey.Create", "SigningKey.Read", "Authority.Read", "Authority.ReadWrite", "Credential.Issue"],
};

let isOpen: boolean | undefined;

/** The context of a request without token; null unless `ISSUER_API_OPEN` is set, which needs a loopback `HOST`. */
export async function openIssuerCtx(requestId: string): Promise<Ctx | null> {
  isOpen ??= readEnvironment().issuerApiOpen;
  if (!isOpen) return null;
  const installation = platform();
  const { id } = await ensureTenant(installation, "default");
  return { ...installation, tenantId: id, actor: anybodyHere, requestId, db: installation.prisma };
}
