import { hashClientSecret } from "@/lib/api-client/client-secret";
import { presentApiClient, shownColumns } from "@/lib/api-client/present-api-client";
import { type CreatedApiClient, NewApiClient } from "@/lib/api-client/schema";
import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { randomToken } from "@/lib/kernel/ids";
import { holdTenant } from "@/lib/tenant/store";
import { defineUseCase } from "@/lib/use-case";

const DAY_MS = 24 * 3600 * 1000;

/** Makes an API client. Its secret of 256 bits is in this answer and nowhere else (security S1, S6). */
export const createApiClient = defineUseCase(
  { name: "createApiClient", input: NewApiClient },
  async (ctx, { name, permissions, validityDays }): Promise<CreatedApiClient> => {
    const secret = randomToken(ctx.random);
    const secretHash = await hashClientSecret(ctx, secret);
    return inTransaction(ctx, async (tx) => {
      await holdTenant(tx);
      const createdAt = tx.now();
      const expiresAt = validityDays === null ? null : new Date(createdAt.getTime() + validityDays * DAY_MS);
      const id = tx.random.uuid();
      const data = { tenantId: tx.tenantId, id, name, secretHash, permissions, expiresAt, createdAt };
      const row = await tx.db.apiClient.create({ data, select: shownColumns });
      const details = { name, permissions: permissions.join(" ") };
      await record(tx, { action: "api_client.created", targetType: "api_client", targetId: id, details });
      return { client: presentApiClient(row, createdAt), secret };
    });
  },
);
