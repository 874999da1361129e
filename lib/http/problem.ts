import * as z from "zod";
import { isDatabaseOutage } from "@/lib/db/outage";
import { Problem, type ProblemCode, problems } from "@/lib/kernel/errors";
import { jsonPath } from "@/lib/kernel/json-path";
import { tellsOfAbsence } from "@/lib/kernel/plain-words";

/** Turns a schema's issues into fields with what to do. Values never appear (security S2): only messages tell of absence. */
function problemOf(error: z.ZodError): Problem {
  const fields = new Map<string, string>();
  const missing: string[] = [];
  const unknown = new Map<string, string>();
  let code: ProblemCode = "invalid_request";
  for (const issue of flatten(error.issues, [])) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        unknown.set(jsonPath([...issue.path, key]), "This member is not known: leave it out.");
      }
      continue;
    }
    const path = jsonPath(issue.path) || "body";
    if (!fields.has(path)) fields.set(path, issue.message);
    if (tellsOfAbsence(issue.message) && issue.path.length > 0) missing.push(path);
    if (issue.code === "custom" && isProblemCode(issue.params?.problem)) code = issue.params.problem;
  }
  // Unknown members first: a misspelt name says why another one is missing.
  const faults = [...unknown, ...fields];
  const [first] = faults;
  return new Problem(code, first ? `${first[0]}: ${first[1]}` : "The request is invalid.", {
    fields: Object.fromEntries(faults),
    missing,
    unknown: [...unknown.keys()],
  });
}

const isProblemCode = (code: unknown): code is ProblemCode => typeof code === "string" && code in problems;

type Issue = z.core.$ZodIssue;

/** A union fails with the issues of all its branches: the branch that got furthest, with the fewest faults, says most. */
function flatten(issues: readonly Issue[], base: readonly PropertyKey[]): Issue[] {
  return issues.flatMap((issue) => {
    const here = { ...issue, path: [...base, ...issue.path] };
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [here];
    const best = issue.errors.reduce((left, right) => (isCloser(right, left) ? right : left));
    return flatten(best, here.path);
  });
}

const isCloser = (one: readonly Issue[], other: readonly Issue[]): boolean =>
  depth(one) > depth(other) || (depth(one) === depth(other) && one.length < other.length);

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

/** A Problem as it is, a schema's refusal as one, no database as a 503, anything else as a bare 500: a bug. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.ZodError) return problemOf(error);
  if (isDatabaseOutage(error)) {
    const message = "The database cannot be reached right now: try again soon.";
    return new Problem("unavailable", message, { retryAfterSeconds: 5, cause: "database" });
  }
  return new Problem("internal", "Something went wrong on our side.");
}
