import * as z from "zod";
import {
  BulkRevocationRef,
  type BulkRevocationView,
  BulkRevocationBody as Selection,
} from "@/lib/bulk-revocation/schema";

export const BulkRevocationParams = BulkRevocationRef.required().meta({ id: "BulkRevocationParams" });

export const BulkRevocationBody = Selection.meta({ id: "BulkRevocationBody" });

/** Ours: the reference revokes one by one. */
export const BulkRevocation = z
  .object({
    id: z.uuid(),
    status: z.enum(["running", "done"]),
    total: z.int(),
    revoked: z.int(),
    failed: z.int(),
    reason: z.string().nullable(),
    createdAt: z.iso.datetime(),
    completedAt: z.iso.datetime().nullable(),
    failures: z.array(z.object({ credentialId: z.string(), message: z.string() })),
  })
  .meta({ id: "BulkRevocation" });

export const presentBulkRevocation = (bulk: BulkRevocationView): z.infer<typeof BulkRevocation> => ({
  id: bulk.id,
  status: bulk.state,
  total: bulk.total,
  revoked: bulk.revoked,
  failed: bulk.failed,
  reason: bulk.reason,
  createdAt: bulk.createdAt,
  completedAt: bulk.endedAt,
  failures: bulk.failures.map(({ urn, problem }) => ({ credentialId: urn, message: problem })),
});
