import { adminRoute } from "@/lib/apis/admin/dialect";
import { issuanceOperations } from "@/lib/apis/admin/operations/issuance";
import { asRequestFault, issuanceInput, presentIssuance } from "@/lib/apis/admin/shapes/issuance";
import { createIssuance } from "@/lib/issuance/create-issuance";

export const hot = true;

export const POST = adminRoute(issuanceOperations.createIssuanceRequest, async ({ ctx, body }) =>
  presentIssuance(await createIssuance(ctx, issuanceInput(ctx, body)).catch(asRequestFault), body),
);
