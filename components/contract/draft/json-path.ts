/** Reading and changing raw JSON by path, so that a form never loses a member it does not know. */

export type JsonPath = readonly (string | number)[];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

export function at(json: unknown, path: JsonPath): unknown {
  let value = json;
  for (const step of path) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

export function textAt(json: unknown, path: JsonPath): string {
  const value = at(json, path);
  return typeof value === "string" ? value : "";
}

export function listAt(json: unknown, path: JsonPath): unknown[] {
  const value = at(json, path);
  return Array.isArray(value) ? value : [];
}

export function trueAt(json: unknown, path: JsonPath): boolean {
  return at(json, path) === true;
}

/** A copy with the value at that path; what stands beside the path is the same object as before. */
export function setAt(json: unknown, path: JsonPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const copy = Array.isArray(json) ? [...json] : [];
    copy[step] = setAt(copy[step], rest, value);
    return copy;
  }
  const base = isObject(json) && !Array.isArray(json) ? json : {};
  return { ...base, [step]: setAt(Object.hasOwn(base, step) ? base[step] : undefined, rest, value) };
}

/** A copy without the member or element at that path. */
export function removeAt(json: unknown, path: JsonPath): unknown {
  const parent = path.slice(0, -1);
  const last = path.at(-1);
  const holder = at(json, parent);
  if (last === undefined || !isObject(holder)) return json;
  if (Array.isArray(holder)) {
    return setAt(
      json,
      parent,
      holder.filter((_, index) => index !== last),
    );
  }
  return setAt(json, parent, Object.fromEntries(Object.entries(holder).filter(([key]) => key !== String(last))));
}

export const samePath = (one: JsonPath, other: JsonPath) => one.join("\0") === other.join("\0");
