import type { Ctx } from "@/lib/context";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { optOutWith } from "@/lib/tenant/opt-out";
import { organisationSettings } from "@/lib/tenant/organisation-settings";
import { ConfirmOptOut } from "@/lib/tenant/schema";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/** A token serves the person who asked for it, in their own tenant. */
export const optOutPurpose = ({ tenantId, actor }: Ctx): string => `opt-out:${tenantId}:${actor.id}`;

/** The portal's opt-out: with the organisation's name typed, and a token that is spent with it (security A6). */
export const confirmOptOut = defineUseCase(
  { name: "confirmOptOut", input: ConfirmOptOut },
  async (ctx, { name, token }): Promise<void> => {
    requireFreshOwner(ctx);
    const organisation = await organisationSettings(ctx);
    if (name.normalize("NFC").trim() !== organisation.name) {
      throw invalidField("name", `Type the organisation's name exactly: ${organisation.name}`);
    }
    await optOutWith(ctx, (tx) => spend(tx, token));
  },
);

async function spend(tx: Ctx, token: string): Promise<void> {
  const { count } = await tx.db.oneTimeToken.updateMany({
    where: {
      tokenHash: tx.masterKeys.hash("one-time-token", token),
      purpose: optOutPurpose(tx),
      usedAt: null,
      expiresAt: { gt: tx.now() },
    },
    data: { usedAt: tx.now() },
  });
  if (count !== 1) throw new Problem("conflict", "This confirmation was used or has expired: begin again.");
}
