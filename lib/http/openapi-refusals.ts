type Json = Record<string, unknown>;

/** What a status means wherever it comes up, and the component that says so. */
const meanings: Record<number, readonly [component: string, description: string]> = {
  400: ["BadRequest", "Something in the request is not right. The error names the field and what to do."],
  401: ["Unauthorized", "There is no token, or one that does not hold."],
  403: ["Forbidden", "The caller's role or permissions do not include this."],
  404: ["NotFound", "There is no such thing, or not for this caller."],
  409: ["Conflict", "The state of things does not allow it."],
  412: ["PreconditionFailed", "It was changed since the state that If-Match names: read it again."],
  413: ["PayloadTooLarge", "The body is too large."],
  415: ["UnsupportedMediaType", "The body's media type or encoding is not taken."],
  422: ["UnprocessableContent", "The Idempotency-Key was used for another request."],
  429: ["TooManyRequests", "Too many requests: wait as Retry-After says."],
  503: ["ServiceUnavailable", "Something that this needs does not answer: wait as Retry-After says, then try again."],
};

const extraHeaders: Record<number, Json> = {
  401: { "WWW-Authenticate": { description: "How to authenticate.", schema: { type: "string" } } },
  429: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } } },
  503: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } } },
};

const meaningOf = (status: number) => meanings[status] ?? ([`Status${status}`, "A refusal."] as const);

/** References from an operation to the refusals it declares. */
export const refusalReferences = (statuses: readonly number[]): Json =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${meaningOf(status)[0]}` }]));

/** The refusals of these statuses as components, all in the API's one shape. */
export function refusalComponents(statuses: Iterable<number>, errorSchema: Json, answerHeaders: Json): Json {
  return Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => {
      const [name, description] = meaningOf(status);
      const headers = { ...answerHeaders, ...extraHeaders[status] };
      return [
        name,
        {
          description,
          ...(Object.keys(headers).length > 0 && { headers }),
          content: { "application/json": { schema: errorSchema } },
        },
      ];
    }),
  );
}
