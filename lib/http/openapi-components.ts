import * as z from "zod";

type Json = Record<string, unknown>;

const REF = "#/components/schemas/";
const INPUT = "Input";

/** Words for the members of a component, by name; the component's own under the empty name. */
export type SchemaWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Collects the named parts of schemas as components. A part that comes in has fewer required members than one that
 * goes out, where defaults are filled in: where the two differ, the incoming one gets a name of its own.
 */
export class SchemaComponents {
  readonly #parts = { input: new Map<string, unknown>(), output: new Map<string, unknown>() };

  constructor(readonly words: SchemaWords = {}) {}

  /** The schema as JSON Schema, with references to the components. */
  schema(schema: z.ZodType, io: "input" | "output"): Json {
    const { $schema: _, $defs = {}, ...root }: Json = z.toJSONSchema(schema, { io, unrepresentable: "any" });
    const suffix = io === "input" ? INPUT : "";
    for (const [name, definition] of Object.entries($defs as Json)) {
      this.#parts[io].set(name, described(relinked(definition, suffix), this.words[name]));
    }
    return relinked(root, suffix) as Json;
  }

  /** The document with its components; names that are not needed twice are joined. */
  joined(document: Json): { document: Json; schemas: Json } {
    const { input, output } = this.#parts;
    const apart = new Set<string>();
    // A part that refers to one that differs must differ too, so this goes on until nothing more is found.
    for (let before = -1; before !== apart.size; ) {
      before = apart.size;
      for (const [name, definition] of input) {
        const same = JSON.stringify(unsuffixed(definition, apart)) === JSON.stringify(output.get(name));
        if (output.has(name) && !same) apart.add(name);
      }
    }
    const incoming = [...input].map(([name, definition]) => [
      apart.has(name) ? name + INPUT : name,
      unsuffixed(definition, apart),
    ]);
    const schemas = Object.fromEntries([...output, ...incoming] as [string, unknown][]);
    const sorted = Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
    return { document: unsuffixed(document, apart) as Json, schemas: sorted };
  }
}

/** Every reference, rewritten. */
function withReferences(value: unknown, rewrite: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => withReferences(one, rewrite));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === "$ref" && typeof member === "string" ? rewrite(member) : withReferences(member, rewrite),
    ]),
  );
}

const relinked = (value: unknown, suffix: string): unknown =>
  withReferences(value, (reference) => reference.replace(/^#\/\$defs\/(.+)$/, `${REF}$1${suffix}`));

const unsuffixed = (value: unknown, apart: ReadonlySet<string>): unknown =>
  withReferences(value, (reference) => {
    const name =
      reference.startsWith(REF) && reference.endsWith(INPUT) ? reference.slice(REF.length, -INPUT.length) : "";
    return name && !apart.has(name) ? REF + name : reference;
  });

/** A definition with words for itself and its members. */
export function described(definition: unknown, words: SchemaWords[string] | undefined): unknown {
  if (!words || typeof definition !== "object" || definition === null) return definition;
  const { "": own, ...ofMembers } = words;
  const { properties = {}, ...rest } = definition as { properties?: Json };
  const worded = Object.entries(properties).map(([name, member]) => [
    name,
    ofMembers[name] === undefined ? member : { description: ofMembers[name], ...(member as Json) },
  ]);
  return {
    ...(own !== undefined && { description: own }),
    ...rest,
    ...(worded.length > 0 && { properties: Object.fromEntries(worded) }),
  };
}
