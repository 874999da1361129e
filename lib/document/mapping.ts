import { type FunctionCall, isFunctionCall, parseCall } from "@/lib/document/function-call";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/kernel/json";
import { own } from "@/lib/kernel/own";

/** Works one call out. `history` holds the last primitive that each function of this mapping produced. */
export type Evaluate = (call: FunctionCall, history: ReadonlyMap<string, Json>) => Promise<Json>;

interface Mapped {
  readonly data: JsonObject;
  /** What `jwt:…` members set, without that prefix. */
  readonly jwtClaims: JsonObject;
}

const JWT_PREFIX = "jwt:";

/**
 * Merges a mapping into the data (Issuer API reference, section 8.1): objects go in depth, primitives replace, arrays
 * are appended to arrays. Calls within arrays are left as they are.
 */
export async function applyMapping(data: JsonObject, mapping: JsonObject, evaluate: Evaluate): Promise<Mapped> {
  const history = new Map<string, Json>();
  const call: Call = async (text, path) => {
    const parsed = parseCall(text);
    const result = await evaluate(parsed, history).catch((error: unknown) => {
      throw within(error, path);
    });
    if (typeof result !== "object" || result === null) history.set(parsed.name, result);
    return result;
  };
  const jwtClaims: Record<string, Json> = {};
  let merged = data;
  for (const [name, value] of Object.entries(mapping)) {
    if (!name.startsWith(JWT_PREFIX)) merged = await patch(merged, name, value, call, ["mapping"]);
    else if (isFunctionCall(value)) jwtClaims[name.slice(JWT_PREFIX.length)] = await call(value, ["mapping", name]);
    else throw invalidField(`mapping.${name}`, `${name}: a JWT claim is set by a function call, such as <uuid>.`);
  }
  return { data: merged, jwtClaims };
}

type Call = (text: string, path: readonly string[]) => Promise<Json>;

/** A function says what is wrong with its call; here it is known which member holds that. */
function within(error: unknown, path: readonly string[]): unknown {
  if (!(error instanceof Problem) || error.target !== "mapping") return error;
  const { fields: { mapping = error.message } = {}, ...details } = error.details;
  return new Problem(error.code, error.message, { ...details, fields: { [path.join(".")]: mapping } });
}

async function patch(
  target: JsonObject,
  name: string,
  value: Json,
  call: Call,
  path: readonly string[],
): Promise<JsonObject> {
  return { ...target, [name]: await merge(own(target, name), value, call, [...path, name]) };
}

async function merge(existing: Json | undefined, value: Json, call: Call, path: readonly string[]): Promise<Json> {
  if (isFunctionCall(value)) return call(value, path);
  if (Array.isArray(value)) return Array.isArray(existing) ? [...existing, ...value] : value;
  if (!isJsonObject(value)) return value;
  if (existing !== undefined && !isJsonObject(existing)) {
    const name = path.at(-1) ?? "";
    throw invalidField(
      path.join("."),
      `Invalid mapping for credential, when processing "${name}": the data has no object there.`,
    );
  }
  let merged = existing ?? {};
  for (const [name, one] of Object.entries(value)) merged = await patch(merged, name, one, call, path);
  return merged;
}
