import { adminRoute } from "@/lib/apis/admin/dialect";
import { contractOperations } from "@/lib/apis/admin/operations/contracts";
import { pageRequest } from "@/lib/apis/admin/paging";
import { contractAnswer, contractListAnswer } from "@/lib/apis/admin/shapes/contract";
import { createContract } from "@/lib/contract/create-contract";
import { listContractDocuments } from "@/lib/contract/list-contract-documents";

export const hot = true;

export const POST = adminRoute(contractOperations.createContract, ({ ctx, params, body }) =>
  createContract(ctx, { ...body, ...params }).then(contractAnswer(201)),
);

export const GET = adminRoute(contractOperations.listContracts, async ({ ctx, params, request }) =>
  contractListAnswer(ctx, request, await listContractDocuments(ctx, { ...params, ...pageRequest(request) })),
);
