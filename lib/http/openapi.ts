import * as z from "zod";
import type { Operation } from "@/lib/http/operation";

export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  readonly server: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** How callers prove who they are; none for an API that is open or has many ways. */
  readonly security?: { readonly name: string; readonly scheme: object };
  readonly errorSchema: z.ZodType;
}

type Json = Record<string, unknown>;

/**
 * An OpenAPI 3.1 document made of the very operations that the routes run on. Schemas with an id become components;
 * bodies are described as they come in, answers as they go out.
 */
export function openApiDocument({
  title,
  description,
  server,
  operations,
  security,
  errorSchema,
}: ApiDescription): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const [operationId, one] of Object.entries(operations)) {
    const path = paths[one.path] ?? {};
    path[one.method.toLowerCase()] = pathItem(operationId, one, components, errorSchema);
    paths[one.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: { title, description, version: "1.0" },
    servers: [{ url: server }],
    ...(security && { security: [{ [security.name]: [] }] }),
    paths,
    components: {
      schemas: components,
      ...(security && { securitySchemes: { [security.name]: security.scheme } }),
    },
  };
}

function pathItem(operationId: string, one: Operation, components: Json, errorSchema: z.ZodType): Json {
  const names = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return {
    operationId,
    summary: one.summary,
    parameters: [
      ...names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
      ...headersOf(one),
    ],
    ...(one.body && {
      requestBody: {
        required: !one.body.safeParse(undefined).success,
        content: json(schemaOf(one.body, "input", components)),
      },
    }),
    responses: {
      [one.status]: {
        description: one.response ? "The answer" : "Done",
        ...(one.response && { content: json(schemaOf(one.response, "output", components)) }),
      },
      default: { description: "A refusal", content: json(schemaOf(errorSchema, "output", components)) },
    },
  };
}

function headersOf({ repeatable, conditional }: Operation): Json[] {
  const header = (name: string, schema: Json, description: string) => [{ name, in: "header", schema, description }];
  return [
    ...(repeatable
      ? header(
          "Idempotency-Key",
          { type: "string", minLength: 1, maxLength: 255 },
          "A key of your own, such as a UUID. The same request with the same key is answered as before, for 24 hours.",
        )
      : []),
    ...(conditional
      ? header("If-Match", { type: "string" }, "The ETag of an earlier answer: refused when there was a change since.")
      : []),
  ];
}

const json = (schema: Json): Json => ({ "application/json": { schema } });

/**
 * The schema with its named parts moved to the components. What comes in has fewer required members than what goes
 * out, where defaults are filled in: parts of a body have names of their own.
 */
function schemaOf(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $schema: _, $defs = {}, ...root }: Json = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const nameOf = (part: string) => (io === "output" || part.endsWith("Body") ? part : `${part}Input`);
  const relinked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(relinked);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, relink(name, member)]));
  };
  const relink = (name: string, member: unknown): unknown => {
    const part = name === "$ref" && typeof member === "string" ? /^#\/\$defs\/(.+)$/.exec(member)?.[1] : undefined;
    return part === undefined ? relinked(member) : `#/components/schemas/${nameOf(part)}`;
  };
  for (const [part, definition] of Object.entries($defs as Json)) components[nameOf(part)] = relinked(definition);
  return relinked(root) as Json;
}
