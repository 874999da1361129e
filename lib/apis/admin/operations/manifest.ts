import { ManifestAnswer, ManifestHeaders, ManifestParams } from "@/lib/apis/admin/shapes/manifest";
import { operation } from "@/lib/http/operation";

export const manifestOperations = {
  getManifest: operation({
    method: "GET",
    path: "/v1.0/tenants/{tenantId}/verifiableCredentials/contracts/{contractId}/manifest",
    summary: "Read a contract's manifest",
    description: "For wallets, without a token. The display is the one that suits Accept-Language best.",
    security: [],
    refusals: [404, 503],
    params: ManifestParams,
    headers: ManifestHeaders,
    response: ManifestAnswer,
    status: 200,
  }),
};
