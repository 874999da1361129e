/** What of an OpenAPI 3.1 document the reference shows. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationItem>>>>;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, ResponseItem>>;
  };
}

interface OperationItem {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly "x-roles"?: readonly string[];
  readonly "x-application-permissions"?: readonly string[];
  readonly parameters: readonly ParameterItem[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseItem | Reference>>;
}

export interface ParameterItem {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

interface ResponseItem {
  readonly description: string;
  readonly content?: Content;
}

interface Reference {
  readonly $ref: string;
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: boolean | Schema;
}

export interface KnownOperation {
  readonly method: string;
  readonly path: string;
  readonly item: OperationItem;
}

export const operationsOf = ({ paths }: OpenApiDocument): KnownOperation[] =>
  Object.entries(paths).flatMap(([path, items]) =>
    Object.entries(items).map(([method, item]) => ({ method: method.toUpperCase(), path, item })),
  );

const nameIn = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1);

/** A schema, or the component it stands for, by name. */
export function resolved({ components }: OpenApiDocument, schema: Schema): { name: string | null; schema: Schema } {
  if (schema.$ref === undefined) return { name: null, schema };
  const name = nameIn(schema.$ref);
  return { name, schema: components.schemas[name] ?? {} };
}

export const responseOf = ({ components }: OpenApiDocument, item: ResponseItem | Reference): ResponseItem =>
  "$ref" in item ? (components.responses[nameIn(item.$ref)] ?? { description: "" }) : item;

/** The first content with its media type. */
export function contentOf(content: Content | undefined) {
  const [first] = Object.entries(content ?? {});
  return first && { mediaType: first[0], ...first[1] };
}
