import { adminRoute } from "@/lib/apis/admin/dialect";
import { ifMatch } from "@/lib/apis/admin/if-match";
import { contractOperations } from "@/lib/apis/admin/operations/contracts";
import { contractAnswer } from "@/lib/apis/admin/shapes/contract";
import { getContract } from "@/lib/contract/get-contract";
import { updateContract } from "@/lib/contract/update-contract";

export const hot = true;

export const GET = adminRoute(contractOperations.getContract, ({ ctx, params }) =>
  getContract(ctx, params).then(contractAnswer(200)),
);

export const PATCH = adminRoute(contractOperations.updateContract, ({ ctx, params, body, request }) =>
  updateContract(ctx, { ...params, ...body, ...ifMatch(request) }).then(contractAnswer(200)),
);
