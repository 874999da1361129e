import { adminRoute } from "@/lib/apis/admin/dialect";
import { networkOperations } from "@/lib/apis/admin/operations/network";
import { domainIn } from "@/lib/apis/admin/shapes/network";
import { searchNetwork } from "@/lib/network/search-network";

export const hot = true;

export const GET = adminRoute(networkOperations.searchNetwork, ({ ctx, request }) =>
  searchNetwork(ctx, { domain: domainIn(request.url) }),
);
