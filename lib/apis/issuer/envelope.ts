import { STATUS_CODES } from "node:http";
import * as z from "zod";
import { JsonAnswer } from "@/lib/http/json-answer";
import type { Problem, ProblemCode } from "@/lib/kernel/errors";

/** Every refusal of the Issuer API that is not OAuth's (section 2.1). */
export const IssuerRefusal = z
  .object({
    exception: z.literal(true),
    id: z.string().describe("The kind of refusal, such as BadRequestException."),
    status: z.string().describe("The status in words."),
    code: z.string().describe("The status, as a text."),
    message: z.string().describe("What is wrong, and how to mend it."),
    details: z
      .object({
        expectedType: z.string().optional().describe("What the body should have been."),
        missingFields: z.array(z.string()).optional(),
        unknownFields: z.array(z.string()).optional(),
        fields: z.record(z.string(), z.string()).optional().describe("What is wrong, field by field."),
      })
      .optional()
      .describe("Only where something in the body is at fault."),
  })
  .meta({ id: "IssuerRefusal", description: "Every refusal of the Issuer API." });

const ids: Readonly<Record<number, string>> = {
  400: "BadRequestException",
  401: "UnauthorizedException",
  403: "ForbiddenException",
  404: "NotFoundException",
  405: "MethodNotAllowedException",
  409: "ConflictException",
  412: "PreconditionFailedException",
  413: "PayloadTooLargeException",
  415: "UnsupportedMediaTypeException",
  422: "UnprocessableEntityException",
  429: "TooManyRequestsException",
  500: "InternalServerErrorException",
  503: "ServiceUnavailableException",
};

/** Refusals that a client tells apart by a name of their own. */
const namedIds: Partial<Record<ProblemCode, string>> = { key_already_exists: "KeyAlreadyExistsException" };

const defaultWaits: Readonly<Record<number, number>> = { 429: 5, 503: 30 };

function messageOf({ message, details: { missing = [], unknown = [] } }: Problem): string {
  if (missing.length > 0) return `Request body is missing required field(s): ${missing.join(", ")}`;
  if (unknown.length > 0) return `Request body contains unknown field(s): ${unknown.join(", ")}`;
  return message;
}

/** `expectedType` is what the API calls the body that was to come. */
export function refusal(problem: Problem, expectedType?: string): Response {
  const { missing, unknown, fields, retryAfterSeconds } = problem.details;
  const details = {
    ...(expectedType !== undefined && { expectedType }),
    ...(missing && missing.length > 0 && { missingFields: missing }),
    ...(unknown && unknown.length > 0 && { unknownFields: unknown }),
    fields,
  };
  const body = {
    exception: true,
    id: namedIds[problem.code] ?? ids[problem.status] ?? "BadRequestException",
    status: STATUS_CODES[problem.status] ?? "Bad Request",
    code: String(problem.status),
    message: messageOf(problem),
    ...(problem.status === 400 && (fields || expectedType !== undefined) && { details }),
  };
  const headers = new Headers({ "cache-control": "no-store" });
  if (problem.status === 401) headers.set("www-authenticate", "Bearer");
  const wait = retryAfterSeconds ?? defaultWaits[problem.status];
  if (wait !== undefined) headers.set("retry-after", String(Math.ceil(wait)));
  return new JsonAnswer(body, { status: problem.status, headers });
}
