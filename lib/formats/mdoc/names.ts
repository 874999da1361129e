/** Where the elements of well-known document types stand; those of other types stand in a namespace of the type's name. */
const knownNamespaces = new Map([
  ["org.iso.18013.5.1.mDL", "org.iso.18013.5.1"],
  ["org.iso.23220.photoid.1", "org.iso.23220.1"],
]);

/** The document type of a contract: the last, so the most special, of its types. */
export const docTypeOf = (types: readonly string[]): string => types.at(-1) ?? "";

export const namespaceOf = (docType: string): string => knownNamespaces.get(docType) ?? docType;

/**
 * Where a claim stands in an mdoc: `namespace/element` as it is named, `element` in the namespace of the document type.
 * So a contract whose type is `org.iso.18013.5.1.mDL` issues driving licences, and its claim
 * `org.iso.18013.5.1.aamva/sex` is one of another namespace.
 */
export function elementPath(docType: string, outputClaim: string): [namespace: string, element: string] {
  const at = outputClaim.lastIndexOf("/");
  const named = at > 0 && at < outputClaim.length - 1;
  return named ? [outputClaim.slice(0, at), outputClaim.slice(at + 1)] : [namespaceOf(docType), outputClaim];
}
