import { BASE, BETA } from "@/lib/apis/admin/operations/tenant";
import { listOf } from "@/lib/apis/admin/paging";
import { AuthorityParams } from "@/lib/apis/admin/shapes/authority";
import { IssuanceRequest, IssuanceResponse } from "@/lib/apis/admin/shapes/issuance";
import { Transaction, TransactionQuery } from "@/lib/apis/admin/shapes/transaction";
import { operation } from "@/lib/http/operation";

export const issuanceOperations = {
  createIssuanceRequest: operation({
    method: "POST",
    path: `${BASE}/createIssuanceRequest`,
    useCase: "createIssuance",
    summary: "Make an offer that one wallet can take up",
    body: IssuanceRequest,
    response: IssuanceResponse,
    status: 201,
    repeatable: true,
  }),
  listTransactions: operation({
    method: "GET",
    path: `${BETA}/authorities/{authorityId}/transactions`,
    useCase: "listTransactions",
    summary: "List what became of an authority's offers",
    description: "The newest first, in pages: nextLink leads to the next one.",
    query: TransactionQuery,
    params: AuthorityParams,
    response: listOf(Transaction),
    status: 200,
  }),
};
