import { type DeliveryRow, deliveryColumns, deliveryView, ofWebhook, requestOf } from "@/lib/delivery/delivery-view";
import { type DeliveryDetail, DeliveryRef } from "@/lib/delivery/schema";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const findStatement = {
  name: "find-delivery",
  text: `SELECT ${deliveryColumns} FROM callback_delivery d ${ofWebhook} WHERE d.tenant_id = $1 AND d.id = $2`,
};

/** One attempt with its body. Values of headers are never shown (security S1). */
export const getDelivery = defineUseCase(
  { name: "getDelivery", input: DeliveryRef },
  async (ctx, { id }): Promise<DeliveryDetail> => {
    const [row] = await ctx.sql<DeliveryRow>(findStatement, [ctx.tenantId, id]);
    if (!row) throw new Problem("not_found", "There is no such delivery, or it is older than 30 days.");
    const request = await requestOf(ctx, row);
    return {
      ...deliveryView(row, request),
      body: request?.body ?? null,
      headerNames: Object.keys(request?.headers ?? {}),
    };
  },
);
