import * as z from "zod";
import { SchemaComponents, type SchemaWords } from "@/lib/http/openapi-components";
import { refusalComponents, refusalReferences } from "@/lib/http/openapi-refusals";
import type { Operation, OperationExamples } from "@/lib/http/operation";

/** Operations that belong together: a tag of the document, a chapter of the reference. */
export interface OperationGroup {
  readonly name: string;
  readonly description: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  readonly server: string;
  readonly groups: readonly OperationGroup[];
  /** How callers prove who they are, by name; every one is enough by itself. */
  readonly securitySchemes: (server: string) => Readonly<Record<string, object>>;
  readonly errorSchema: z.ZodType;
  /** What an operation of this API may refuse with, unless it says otherwise itself. */
  readonly refusals: (operation: Operation) => readonly number[];
  /** Headers of every answer with what they say. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  readonly words?: SchemaWords;
  /** Who may call it; undefined for an operation that is open. */
  readonly access?: (operation: Operation) => OperationAccess | undefined;
  /** By operation, where the operation itself has none. */
  readonly examples?: Readonly<Record<string, OperationExamples>>;
}

export interface OperationAccess {
  /** People's roles. */
  readonly roles: readonly string[];
  /** Permissions of applications, each enough by itself. */
  readonly applicationPermissions: readonly string[];
}

type Json = Record<string, unknown>;

export const refusalsOf = (api: Pick<ApiDescription, "refusals">, operation: Operation): readonly number[] =>
  operation.refusals ?? api.refusals(operation);

/**
 * An OpenAPI 3.1 document made of the very operations that the routes run on. Schemas with an id become components;
 * bodies are described as they come in, answers as they go out.
 */
export function openApiDocument(api: ApiDescription): Json {
  const components = new SchemaComponents(api.words);
  const headers = Object.fromEntries(
    Object.entries(api.answerHeaders ?? {}).map(([name, description]) => [
      name,
      { description, schema: { type: "string" } },
    ]),
  );
  const all = api.groups.flatMap(({ name: tag, operations }) =>
    Object.entries(operations).map(([operationId, one]) => ({ tag, operationId, one })),
  );
  const paths: Record<string, Json> = {};
  for (const { tag, operationId, one } of all) {
    const described = operationItem(operationId, tag, one, components, headers);
    const access = api.access?.(one);
    const responses = { ...described.responses, ...refusalReferences(refusalsOf(api, one)) };
    paths[one.path] = {
      ...paths[one.path],
      [one.method.toLowerCase()]: { ...described, ...accessMembers(access), responses },
    };
  }
  const responses = refusalComponents(
    all.flatMap(({ one }) => refusalsOf(api, one)),
    components.schema(api.errorSchema, "output"),
    headers,
  );
  const securitySchemes = api.securitySchemes(api.server);
  const { document, schemas } = components.joined({ paths, responses });
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: api.title, description: api.description, version: "1.0" },
    servers: [{ url: api.server }],
    security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
    tags: api.groups.map(({ name, description }) => ({ name, description })),
    paths: document.paths,
    components: { schemas, responses: document.responses, securitySchemes },
  };
}

const accessMembers = (access: OperationAccess | undefined): Json =>
  access ? { "x-roles": access.roles, "x-application-permissions": access.applicationPermissions } : {};

function operationItem(operationId: string, tag: string, one: Operation, components: SchemaComponents, headers: Json) {
  const { summary, description, security, examples = {} } = one;
  const requestBody = bodyOf(one, components);
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(security && { security: security.map((name) => ({ [name]: [] })) }),
    parameters: [
      ...parametersOf("path", pathParameters(one), examples.params),
      ...parametersOf("query", one.query, examples.query),
      ...parametersOf("header", requestHeaders(one), undefined),
    ],
    ...(requestBody && { requestBody }),
    responses: {
      [one.status]: {
        description: one.response ? "Done, and here it is." : "Done.",
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(one.response && {
          content: content(
            one.answerType ?? "application/json",
            components.schema(one.response, "output"),
            examples.response,
          ),
        }),
      },
    },
  };
}

const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe(
    "A key of your own, such as a UUID. The same request with the same key is answered as before, for 24 hours.",
  );
const ifMatch = z.string().optional().describe("The ETag of an earlier answer: refused when there was a change since.");

const requestHeaders = ({ headers, repeatable, conditional }: Operation): z.ZodObject =>
  z.object({
    ...headers?.shape,
    ...(repeatable && { "Idempotency-Key": idempotencyKey }),
    ...(conditional && { "If-Match": ifMatch }),
  });

const content = (type: string, schema: Json, example: unknown): Json => ({
  [type]: { schema, ...(example !== undefined && { example }) },
});

function bodyOf({ body, form, examples }: Operation, components: SchemaComponents): Json | undefined {
  if (form) {
    const schema = components.schema(form, "input");
    return { required: true, content: content("application/x-www-form-urlencoded", schema, examples?.body) };
  }
  if (!body) return undefined;
  return {
    required: !body.safeParse(undefined).success,
    content: content("application/json", components.schema(body, "input"), examples?.body),
  };
}

/** The names in the path, with what is known of each. */
function pathParameters({ path, params }: Operation): z.ZodObject {
  const known = params instanceof z.ZodObject ? params.shape : {};
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return z.object(Object.fromEntries(names.map((name) => [name, known[name] ?? z.string()])));
}

function parametersOf(place: string, object: z.ZodObject | undefined, examples: Json | undefined): Json[] {
  if (!object) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(object, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as Json;
    return {
      name,
      in: place,
      required: place === "path" || required.includes(name),
      ...(description !== undefined && { description }),
      schema,
      ...(examples?.[name] !== undefined && { example: examples[name] }),
    };
  });
}
