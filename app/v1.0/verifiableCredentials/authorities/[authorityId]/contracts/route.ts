import { adminRoute } from "@/lib/apis/admin/dialect";
import { contractOperations } from "@/lib/apis/admin/operations/contracts";
import { pageRequest, presentPage } from "@/lib/apis/admin/paging";
import { contractAnswer, presentContract } from "@/lib/apis/admin/shapes/contract";
import { createContract } from "@/lib/contract/create-contract";
import { listContracts } from "@/lib/contract/list-contracts";

export const hot = true;

export const POST = adminRoute(contractOperations.createContract, ({ ctx, params, body }) =>
  createContract(ctx, { ...body, ...params }).then(contractAnswer(201)),
);

export const GET = adminRoute(contractOperations.listContracts, async ({ ctx, params, request }) =>
  presentPage(
    await listContracts(ctx, { ...params, ...pageRequest(request) }),
    request,
    ctx.publicUrl,
    presentContract,
  ),
);
