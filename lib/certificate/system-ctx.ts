import type { Ctx, Platform } from "@/lib/context";

/** Certificates are made when they are first needed, by wallets and verifiers too: the portal itself does it. */
export const systemCtx = (platform: Platform, tenantId: string): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: platform.random.uuid(),
  actor: { type: "system", id: "certificates", permissions: [] },
});
