import { adminDescription } from "@/lib/apis/admin/description";
import { issuerDescription } from "@/lib/apis/issuer/description";
import { oauthDescription } from "@/lib/apis/oauth/description";
import { walletDescription } from "@/lib/apis/wallet/description";
import { type ApiDescription, type OperationGroup, openApiDocument } from "@/lib/http/openapi";
import type { Operation } from "@/lib/http/operation";

type Description = Omit<ApiDescription, "server"> & {
  /** Those of all groups. */
  readonly operations: Readonly<Record<string, Operation>>;
};

function whole(description: Omit<ApiDescription, "server">): Description {
  const groups = description.groups.map((group) => ({ ...group, operations: withExamples(group.operations) }));
  return { ...description, groups, operations: Object.assign({}, ...groups.map(({ operations }) => operations)) };

  function withExamples(operations: OperationGroup["operations"]): OperationGroup["operations"] {
    const told = Object.entries(operations).map(([name, one]) => {
      const examples = one.examples ?? description.examples?.[name];
      return [name, examples ? { ...one, examples } : one];
    });
    return Object.fromEntries(told);
  }
}

/** The documents at `/openapi/<name>.json`. An API joins with its description. */
export const apiDescriptions: ReadonlyMap<string, Description> = new Map([
  ["admin", whole(adminDescription)],
  ["issuer", whole(issuerDescription)],
  ["oauth", whole(oauthDescription)],
  ["wallet", whole(walletDescription)],
]);

const documents = new Map<string, Record<string, unknown>>();

/** The document of an API under an address, made once. */
export function apiDocument(name: string, server: string): Record<string, unknown> | undefined {
  const description = apiDescriptions.get(name);
  if (!description) return undefined;
  const key = `${name} ${server}`;
  const document = documents.get(key) ?? openApiDocument({ ...description, server });
  documents.set(key, document);
  return document;
}
