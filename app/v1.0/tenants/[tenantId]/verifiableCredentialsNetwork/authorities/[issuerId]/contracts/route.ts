import { adminRoute } from "@/lib/apis/admin/dialect";
import { networkOperations } from "@/lib/apis/admin/operations/network";
import { listNetworkContracts } from "@/lib/network/list-network-contracts";

export const hot = true;

export const GET = adminRoute(networkOperations.listNetworkContracts, ({ ctx, params }) =>
  listNetworkContracts(ctx, params),
);
