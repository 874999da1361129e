import { route } from "@/lib/apis/portal/dialect";
import { getIssuanceOperation } from "@/lib/apis/portal/issuances";
import { getIssuance } from "@/lib/issuance/get-issuance";

export const GET = route(getIssuanceOperation, ({ ctx, params }) => getIssuance(ctx, params));
