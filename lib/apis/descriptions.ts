import { adminDescription } from "@/lib/apis/admin/description";
import { walletDescription } from "@/lib/apis/wallet/description";
import { type ApiDescription, openApiDocument } from "@/lib/http/openapi";
import type { Operation } from "@/lib/http/operation";

export type Description = Omit<ApiDescription, "server"> & {
  /** Those of all groups. */
  readonly operations: Readonly<Record<string, Operation>>;
};

const whole = (description: Omit<Description, "operations">): Description => ({
  ...description,
  operations: Object.assign({}, ...description.groups.map(({ operations }) => operations)),
});

/** The documents at `/openapi/<name>.json`. An API joins with its description. */
export const apiDescriptions: ReadonlyMap<string, Description> = new Map([
  ["admin", whole(adminDescription)],
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
