import { Problem } from "@/lib/kernel/errors";
import type { Json } from "@/lib/kernel/json";

/** `<name>` or `<name:argument>`. */
export interface FunctionCall {
  readonly name: string;
  readonly argument: string | null;
  /** What stands between the brackets. */
  readonly line: string;
}

/** A text that starts with `<`, ends with `>`, holds something and no blank (Issuer API reference, section 8.1). */
export const isFunctionCall = (value: Json): value is string =>
  typeof value === "string" && value.length > 2 && value.startsWith("<") && value.endsWith(">") && !value.includes(" ");

/** The argument is everything after the first colon. */
export function parseCall(text: string): FunctionCall {
  const line = text.slice(1, -1);
  const colon = line.indexOf(":");
  return colon < 0
    ? { name: line, argument: null, line }
    : { name: line.slice(0, colon), argument: line.slice(colon + 1), line };
}

/** The message is the one that clients know; `mend` says besides what to write. */
const invalid = (message: string, mend = message): Problem =>
  new Problem("invalid_request", message, { fields: { mapping: mend } });

export const unknownFunction = ({ name, line }: FunctionCall): Problem =>
  invalid(`Unknown dynamic data function "${name}" at call: <${line}>`);

export const missingArgument = ({ name, line }: FunctionCall): Problem =>
  invalid(`Could not execute dynamic data function "${name}" - missing argument! At function call: ${line}`);

export const malformedDuration = (text: string): Problem =>
  invalid(`Invalid duration string format: '${text}'.`, "Give a duration such as 365d, 1d2h or PT2H.");

export const notInContext = (name: string): Problem => invalid(`Cannot find in context: ${name}`);

export const notInHistory = (name: string): Problem => invalid(`No such function in history or no history: ${name}`);

export const webhookRefused = (): Problem =>
  invalid("The mapping has a webhook that cannot be asked: give an https:// address with a host name and port 443.");
