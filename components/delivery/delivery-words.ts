import type { DeliveryView } from "@/lib/delivery/schema";

const causes: Readonly<Record<string, { cause: string; remedy: string }>> = {
  invalid_url: { cause: "The address is none.", remedy: "Correct the address." },
  user_info: { cause: "The address holds a user name.", remedy: "Take it out of the address." },
  https_required: { cause: "The address is not https.", remedy: "Give an https address." },
  address_instead_of_name: { cause: "The address is a number.", remedy: "Give a host name." },
  port_not_allowed: { cause: "The port is not 443.", remedy: "Serve it at the standard port." },
  name_not_resolved: { cause: "The host name is unknown.", remedy: "Check the name in the DNS." },
  address_not_public: {
    cause: "The host is not on the public internet.",
    remedy: "Use a public host, or have the operator allow this one.",
  },
  connect_timeout: {
    cause: "No connection within two seconds.",
    remedy: "Check that the server runs and is reachable.",
  },
  timeout: { cause: "No whole answer within five seconds.", remedy: "Answer at once and work afterwards." },
  connection_failed: { cause: "The connection failed.", remedy: "Check that the server runs and is reachable." },
  tls_failed: { cause: "The certificate was not accepted.", remedy: "Renew the certificate, with its whole chain." },
  redirect: { cause: "It answered with a redirect.", remedy: "Give the address that it redirects to." },
  encoded_answer: { cause: "The answer was compressed.", remedy: "Answer without compression." },
  answer_too_large: { cause: "The answer was too large.", remedy: "Answer with an empty body." },
};

const unknown = { cause: "There was no answer.", remedy: "Check that the server runs and is reachable." };

/** Why a delivery was not confirmed, and what to do; null when it was. */
export function refusalOf({ outcome, httpStatus, cause }: Pick<DeliveryView, "outcome" | "httpStatus" | "cause">) {
  if (outcome === "confirmed") return null;
  if (httpStatus !== null) {
    return { cause: `It answered with status ${httpStatus}.`, remedy: "Only an answer from 200 to 299 confirms." };
  }
  return causes[cause ?? ""] ?? unknown;
}

export const outcomeWords = ({ outcome, httpStatus }: Pick<DeliveryView, "outcome" | "httpStatus">): string => {
  const word = outcome === "confirmed" ? "Confirmed" : "Failed";
  return httpStatus === null ? word : `${word} · ${httpStatus}`;
};

export const whyNotReplayable = {
  notKept: "It was sent before requests were kept.",
  shortened: "It held a credential or claims, which are not kept.",
} as const;

/** Events that a list can be narrowed to: those of callbacks, by the API that they belong to. */
export const callbackEvents = [
  "request_retrieved",
  "issuance_successful",
  "issuance_error",
  "resolved_credential_offer",
  "requested_token",
  "jwt_issue",
  "sdjwt_issue",
  "batch_jwt_issue",
  "batch_sdjwt_issue",
  "generated_mdoc",
  "issuance_status",
] as const;
