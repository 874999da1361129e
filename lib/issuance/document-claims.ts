import { isW3c } from "@/lib/document/prepare-document";
import type { IssuanceDocument } from "@/lib/document/schema";
import { docTypeOf, namespaceOf } from "@/lib/formats/mdoc/names";
import { isJsonObject, type Json } from "@/lib/kernel/json";

type Claimed = Pick<IssuanceDocument, "format" | "data" | "mdoc"> & { readonly types: readonly string[] };

/**
 * The texts that a contract's rules may require or index: members of a W3C subject, of an SD-JWT VC itself, or the
 * elements of an mdoc by the names that claims have there.
 */
export function documentClaims(document: Claimed): Record<string, string> {
  return Object.fromEntries(members(document).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

function members(document: Claimed): [string, Json][] {
  if (document.mdoc) return elements(document.mdoc.data, namespaceOf(docTypeOf(document.types)));
  const subject = isW3c(document) ? document.data.credentialSubject : document.data;
  return isJsonObject(subject) ? Object.entries(subject) : [];
}

const elements = (data: NonNullable<Claimed["mdoc"]>["data"], own: string): [string, Json][] =>
  Object.entries(data).flatMap(([namespace, content]) =>
    Object.entries(content).flatMap(([name, value]): [string, Json][] => [
      [`${namespace}/${name}`, value],
      ...(namespace === own ? [[name, value] as [string, Json]] : []),
    ]),
  );
