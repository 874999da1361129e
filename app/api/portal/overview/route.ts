import { route } from "@/lib/apis/portal/dialect";
import { getOverviewOperation } from "@/lib/apis/portal/overview";
import { getOverview } from "@/lib/tenant/get-overview";

export const GET = route(getOverviewOperation, ({ ctx }) => getOverview(ctx, {}));
