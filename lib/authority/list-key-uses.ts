import * as z from "zod";
import { KeyUse } from "@/lib/authority/key-use-schema";
import { isUuid } from "@/lib/kernel/ids";
import { defineUseCase } from "@/lib/use-case";

/** The living authorities that have a key, with the DIDs that stand for it; those that sign by it first. */
export const listKeyUses = defineUseCase(
  { name: "listKeyUses", input: z.strictObject({ signingKeyId: z.string() }) },
  async ({ db, tenantId }, { signingKeyId }): Promise<KeyUse[]> => {
    if (!isUuid(signingKeyId)) return [];
    const rows = await db.authorityKey.findMany({
      where: { tenantId, signingKeyId, authority: { deletedAt: null } },
      select: { role: true, authorityId: true, authority: { select: { name: true, did: true } } },
      orderBy: [{ role: "asc" }, { createdAt: "asc" }],
      take: 100,
    });
    const counts = await db.credential.groupBy({
      by: ["authorityId"],
      where: { tenantId, signingKeyId, state: "issued" },
      _count: { _all: true },
    });
    const issued = new Map(counts.map(({ authorityId, _count }) => [authorityId, _count._all]));
    return rows.map(({ role, authorityId, authority }) =>
      KeyUse.parse({ authorityId, ...authority, role, credentials: issued.get(authorityId) ?? 0 }),
    );
  },
);
