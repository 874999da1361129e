import { textAt } from "@/components/contract/draft/json-path";
import { type ApiCall, adminPath } from "@/components/developer/api-request";
import type { ContractView } from "@/lib/contract/schema";

export const listContractsCall = (authority: { id: string; name: string }): ApiCall => ({
  operation: "listContracts",
  title: `List the contracts of ${authority.name}`,
  request: { method: "GET", path: adminPath("authorities", authority.id, "contracts") },
});

/** The draft as it stands, sound or not: the answer would say what is wrong. */
export function createContractCall(json: unknown): ApiCall {
  const { authorityId: _, ...body } = membersOf(json);
  return {
    operation: "createContract",
    title: "Create the contract",
    request: { method: "POST", path: adminPath("authorities", textAt(json, ["authorityId"]), "contracts"), body },
  };
}

/** Publishes the draft as the next version, unless somebody else did so since `tag`. */
export function contractCalls(
  { publicId, authorityId, manifestUrl }: Pick<ContractView, "publicId" | "authorityId" | "manifestUrl">,
  json: unknown,
  tag: string,
): ApiCall[] {
  const path = adminPath("authorities", authorityId, "contracts", publicId);
  const { authorityId: _authority, name: _name, ...body } = membersOf(json);
  return [
    {
      operation: "updateContract",
      title: "Publish this draft",
      request: { method: "PATCH", path, headers: { "If-Match": `"${tag}"` }, body },
    },
    { operation: "getContract", title: "Get the contract", request: { method: "GET", path } },
    {
      operation: "getManifest",
      title: "Read its manifest, as wallets do",
      request: {
        method: "GET",
        path: new URL(manifestUrl).pathname,
        headers: { "x-ms-sign-contract": "true" },
        open: true,
      },
    },
    {
      operation: "archiveContract",
      title: "Archive the contract",
      request: { method: "DELETE", path: path.replace("/v1.0/", "/beta/") },
    },
  ];
}

const membersOf = (json: unknown): Record<string, unknown> =>
  typeof json === "object" && json !== null ? { ...json } : {};
