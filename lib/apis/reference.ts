import { apiDescriptions, apiDocument } from "@/lib/apis/descriptions";

/** The APIs in the order in which a reader meets them. */
const referenceApis = [...apiDescriptions.keys()];

/** Whose operation it is; operation ids are unique over all APIs. */
export const apiOf = (operationId: string): string | undefined =>
  referenceApis.find((api) => Object.hasOwn(apiDescriptions.get(api)?.operations ?? {}, operationId));

export function documentOf(api: string, server: string): Record<string, unknown> {
  const document = apiDocument(api, server);
  if (!document) throw new Error(`There is no API ${api}.`);
  return document;
}
