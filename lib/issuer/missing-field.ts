import { Problem } from "@/lib/kernel/errors";

/** Refuses a body that lacks a member, in the API's words (Issuer API reference, section 2.1). */
export function missingField(field: string): Problem {
  const message = `Request body is missing required field(s): ${field}`;
  return new Problem("invalid_request", message, { fields: { [field]: "This member is required." }, missing: [field] });
}
