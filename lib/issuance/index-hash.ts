import type { Ctx } from "@/lib/context";
import { storedIndexHash, wireIndexHash } from "@/lib/credential/index-hash";
import type { SessionRow } from "@/lib/issuance/store";

/** By what the credential is found again; null when nothing of it is indexed. */
export function indexHashOf(ctx: Ctx, session: SessionRow, value: string | null): string | null {
  if (value === null) return null;
  return storedIndexHash(ctx, ctx.tenantId, session.contract_id, wireIndexHash(session.contract_public_id, value));
}
