import { BASE } from "@/lib/apis/admin/operations/tenant";
import { IssuanceRequest, IssuanceResponse } from "@/lib/apis/admin/shapes/issuance";
import { operation } from "@/lib/http/operation";

export const issuanceOperations = {
  createIssuanceRequest: operation({
    method: "POST",
    path: `${BASE}/createIssuanceRequest`,
    summary: "Make an offer that one wallet can take up",
    body: IssuanceRequest,
    response: IssuanceResponse,
    status: 201,
    repeatable: "createIssuance",
  }),
};
