import { type OpenApiDocument, resolved, type Schema } from "@/components/reference/document";

/** A schema's type in a few words: "list of ClaimMapping", "text", "P-256 or P-384". */
export function typeWords(document: OpenApiDocument, schema: Schema): string {
  const { name, schema: found } = resolved(document, schema);
  if (name !== null && (found.properties || found.anyOf || found.oneOf)) return name;
  if (found.const !== undefined) return JSON.stringify(found.const);
  if (found.enum) return found.enum.map((value) => JSON.stringify(value)).join(" or ");
  const choices = found.anyOf ?? found.oneOf;
  if (choices) return [...new Set(choices.map((one) => typeWords(document, one)))].join(" or ");
  if (found.type === "array" || found.items) return `list of ${found.items ? typeWords(document, found.items) : "any"}`;
  return plain(found);
}

const words: Record<string, string> = { string: "text", integer: "whole number", null: "null", object: "object" };

function plain({ type, format }: Schema): string {
  const types = typeof type === "string" ? [type] : (type ?? []);
  if (types.length === 0) return "any";
  const said = types.map((one) => words[one] ?? one).join(" or ");
  return format ? `${said} (${format})` : said;
}

/** Limits and default of a value, as short notes. */
export function limitsOf(document: OpenApiDocument, schema: Schema): string[] {
  const found = { ...resolved(document, schema).schema, ...schema };
  const range = (from: number | undefined, to: number | undefined, unit: string) => {
    if (to === undefined) return from === undefined ? [] : [`${from} or more${unit}`];
    return [`${from === undefined ? "up to" : `${from} to`} ${to}${unit}`];
  };
  const whole = (limit: number | undefined) => (Math.abs(limit ?? 0) < Number.MAX_SAFE_INTEGER ? limit : undefined);
  return [
    ...(found.default === undefined ? [] : [`default ${JSON.stringify(found.default)}`]),
    ...range(found.minLength, found.maxLength, " characters"),
    ...range(found.minItems, found.maxItems, " items"),
    ...range(whole(found.minimum), whole(found.maximum), ""),
  ];
}

/** The objects inside a schema whose members are to be shown: its own, those of its list, those of its choices. */
export function shapesIn(document: OpenApiDocument, schema: Schema): { name: string | null; schema: Schema }[] {
  const found = resolved(document, schema);
  const inner = found.schema;
  if (inner.properties) return [found];
  if (inner.items) return shapesIn(document, inner.items);
  return (inner.anyOf ?? inner.oneOf ?? inner.allOf ?? []).flatMap((one) => shapesIn(document, one));
}
