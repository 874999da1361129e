import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { getContractVersion } from "@/lib/contract/get-contract-version";

export const GET = route(operations.getContractVersion, ({ ctx, params }) => getContractVersion(ctx, params));
