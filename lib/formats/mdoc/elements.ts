import type { CborValue } from "@/lib/formats/cbor";
import type { NameSpaces } from "@/lib/formats/mdoc/issuer-signed";
import { elementPath } from "@/lib/formats/mdoc/names";
import { declaredElementType, knownElementType, UnfitValue, valueOfJson, valueOfText } from "@/lib/formats/mdoc/values";
import { own } from "@/lib/kernel/own";

type Claims = Readonly<Record<string, string>>;

/** The value of one claim of a contract: by the standard where it says something, else by the type that its claim has. */
export function claimValue(docType: string, name: string, type: string | undefined, text: string): CborValue {
  const [namespace, element] = elementPath(docType, name);
  const declared = declaredElementType(type);
  return valueOfText(declared === "text" ? (knownElementType(namespace, element) ?? "text") : declared, text);
}

/** The elements of a contract's claims, each in its namespace. */
export function elementsOfClaims(docType: string, claims: Claims, types: Claims): NameSpaces {
  const nameSpaces = new Map<string, Map<string, CborValue>>();
  for (const [name, text] of Object.entries(claims)) {
    const [namespace, element] = elementPath(docType, name);
    const elements = nameSpaces.get(namespace) ?? new Map<string, CborValue>();
    elements.set(element, claimValue(docType, name, own(types, name), text));
    nameSpaces.set(namespace, elements);
  }
  return nameSpaces;
}

/** The elements of an Issuer API request's `mdocData`. Throws an {@link UnfitValue} that names the element. */
export function elementsOfJson(data: Readonly<Record<string, Readonly<Record<string, unknown>>>>): NameSpaces {
  return new Map(
    Object.entries(data).map(([namespace, elements]) => [
      namespace,
      new Map(Object.entries(elements).map(([element, value]) => [element, jsonElement(namespace, element, value)])),
    ]),
  );
}

function jsonElement(namespace: string, element: string, value: unknown): CborValue {
  try {
    return valueOfJson(knownElementType(namespace, element), value);
  } catch (error) {
    if (error instanceof UnfitValue) throw new UnfitValue(`${namespace}/${element}: ${error.message}`);
    throw error;
  }
}
