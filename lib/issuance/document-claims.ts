import { isW3c } from "@/lib/document/prepare-document";
import type { IssuanceDocument } from "@/lib/document/schema";
import { isJsonObject } from "@/lib/kernel/json";

/** The texts that a contract's rules may require or index: members of a W3C subject, or of an SD-JWT VC itself. */
export function documentClaims(document: Pick<IssuanceDocument, "format" | "data">): Record<string, string> {
  const subject = isW3c(document) ? document.data.credentialSubject : document.data;
  if (!isJsonObject(subject)) return {};
  return Object.fromEntries(
    Object.entries(subject).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
