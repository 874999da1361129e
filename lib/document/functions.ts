import { displayOf } from "@/lib/document/display";
import { parseDuration } from "@/lib/document/duration";
import {
  type FunctionCall,
  malformedDuration,
  missingArgument,
  notInContext,
  notInHistory,
  unknownFunction,
} from "@/lib/document/function-call";
import type { Evaluate } from "@/lib/document/mapping";
import type { Random } from "@/lib/kernel/ids";
import type { Json } from "@/lib/kernel/json";

/** What the functions of a mapping draw on. */
export interface FunctionContext {
  readonly now: Date;
  readonly random: Random;
  /** `issuerDid`, `subjectDid` and the like. */
  readonly values: ReadonlyMap<string, Json>;
  /** Answers with the body of a webhook, as text. */
  readonly webhook: (url: string) => Promise<string>;
  readonly webhookJson: (url: string) => Promise<Json>;
}

type DataFunction = (context: FunctionContext, argument: string, call: FunctionCall) => Json | Promise<Json>;

interface Definition {
  readonly needsArgument: boolean;
  readonly run: DataFunction;
}

const plain = (run: (context: FunctionContext) => Json): Definition => ({ needsArgument: false, run });
const taking = (run: DataFunction): Definition => ({ needsArgument: true, run });

/** The last moment that RFC 3339 can write. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

function moved({ now }: FunctionContext, duration: string, direction: 1 | -1): Date {
  const milliseconds = parseDuration(duration);
  if (milliseconds === null) throw malformedDuration(duration);
  const moment = now.getTime() + direction * milliseconds;
  if (!(moment >= 0 && moment <= LAST_MS)) throw malformedDuration(duration);
  return new Date(moment);
}

const precise = (date: Date): string => date.toISOString();
const wholeSeconds = (date: Date): string => `${precise(date).slice(0, 19)}Z`;
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const fromContext = ({ values }: FunctionContext, name: string): Json => {
  const value = values.get(name);
  if (value === undefined) throw notInContext(name);
  return value;
};

/** Section 8.2 of the Issuer API reference, whole. */
const functions: ReadonlyMap<string, Definition> = new Map([
  ["uuid", plain(({ random }) => `urn:uuid:${random.uuid()}`)],
  ["timestamp", plain(({ now }) => precise(now))],
  ["timestamp-seconds", plain(({ now }) => seconds(now))],
  ["timestamp-in", taking((context, duration) => precise(moved(context, duration, 1)))],
  ["timestamp-in-seconds", taking((context, duration) => seconds(moved(context, duration, 1)))],
  ["timestamp-before", taking((context, duration) => precise(moved(context, duration, -1)))],
  ["timestamp-before-seconds", taking((context, duration) => seconds(moved(context, duration, -1)))],
  ["timestamp-ebsi", plain(({ now }) => wholeSeconds(now))],
  ["timestamp-ebsi-in", taking((context, duration) => wholeSeconds(moved(context, duration, 1)))],
  ["issuerDid", plain((context) => fromContext(context, "issuerDid"))],
  ["issuerId", plain((context) => fromContext(context, "issuerId"))],
  ["subjectDid", plain((context) => fromContext(context, "subjectDid"))],
  ["context", taking((context, name) => fromContext(context, name))],
  ["display", plain((context) => displayOf(context.values.get("display")))],
  ["webhook", taking(({ webhook }, url) => webhook(url))],
  ["webhook-json", taking(({ webhookJson }, url) => webhookJson(url))],
]);

/** Works the calls of a mapping out, or says in the reference's words why it cannot. */
export const evaluateWith =
  (context: FunctionContext): Evaluate =>
  async (call, history) => {
    if (call.name === "last") return fromHistory(call, history);
    const definition = functions.get(call.name);
    if (!definition) throw unknownFunction(call);
    if (definition.needsArgument && call.argument === null) throw missingArgument(call);
    return definition.run(context, call.argument ?? "", call);
  };

function fromHistory(call: FunctionCall, history: ReadonlyMap<string, Json>): Json {
  if (call.argument === null) throw missingArgument(call);
  const value = history.get(call.argument);
  if (value === undefined) throw notInHistory(call.argument);
  return value;
}
