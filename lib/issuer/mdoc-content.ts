import type { MdocContent } from "@/lib/document/schema";
import { elementsOfJson } from "@/lib/formats/mdoc/elements";
import { UnfitValue } from "@/lib/formats/mdoc/values";
import { certificateChain, derOf } from "@/lib/issuer/certificates";
import { missingField } from "@/lib/issuer/missing-field";
import type { IssuanceRequest } from "@/lib/issuer/request-schema";
import { invalidField } from "@/lib/kernel/errors";

const VALIDITY_DAYS = 365;

/** What an mdoc is made of (Issuer API reference, section 7.3). */
export function mdocContent(request: IssuanceRequest): MdocContent {
  const { mdocData, mdocStatus } = request;
  if (!mdocData) throw missingField("mdocData");
  if (!Object.values(mdocData).some((elements) => Object.keys(elements).length > 0)) {
    throw invalidField("mdocData", "mdocData: name at least one element in a namespace.");
  }
  requireEncodable(mdocData);
  if (mdocStatus?.status_list !== undefined && mdocStatus.identifier_list !== undefined) {
    throw invalidField("mdocStatus", "mdocStatus: give status_list or identifier_list, not both.");
  }
  if (mdocStatus && mdocStatus.status_list === undefined && mdocStatus.identifier_list === undefined) {
    throw invalidField("mdocStatus", "mdocStatus: give status_list or identifier_list.");
  }
  return {
    data: mdocData,
    ...(mdocStatus !== undefined && { status: mdocStatus }),
    validityDays: request.mdocValidityDays ?? VALIDITY_DAYS,
    trustedRoots: certificateChain("trustedRootCAs", request.trustedRootCAs ?? []).map(derOf),
    authorizedTransactionDataTypes: [...(request.authorizedTransactionDataTypes ?? [])],
  };
}

/** What no mdoc can say is refused now, not when a wallet waits. */
function requireEncodable(data: MdocContent["data"]): void {
  try {
    elementsOfJson(data);
  } catch (error) {
    if (error instanceof UnfitValue) throw invalidField("mdocData", `mdocData: ${error.message}`);
    throw error;
  }
}
