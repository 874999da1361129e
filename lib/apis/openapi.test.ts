import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test, vi } from "vitest";
import { apiDescriptions, apiDocument } from "@/lib/apis/descriptions";
import { refusalsOf } from "@/lib/http/openapi";
import { call } from "@/lib/testing/admin-api";
import openApiSchema from "@/lib/testing/openapi/schema-3.1.json" with { type: "json" };

const SERVER = "https://portal.example.org";
vi.mock("@/lib/platform", () => ({ platform: () => ({ publicUrl: SERVER }) }));

// biome-ignore lint/suspicious/noExplicitAny: the document is judged by a schema, not by types.
const documentOf = (api: string): any => JSON.parse(JSON.stringify(apiDocument(api, SERVER)));
/** With every Schema Object judged by JSON Schema's own schema, which is the dialect that our documents name. */
const wholeSchema = JSON.parse(
  JSON.stringify(openApiSchema).replaceAll(
    '"$dynamicRef":"#meta"',
    '"$ref":"https://json-schema.org/draft/2020-12/schema"',
  ),
);
const ajv = () => new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

describe.each([...apiDescriptions])("the %s document", (api, description) => {
  const document = documentOf(api);

  test("is valid by the OpenAPI Initiative's own schema of OpenAPI 3.1", () => {
    const validate = ajv().compile(wholeSchema);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  test("has none but valid JSON Schemas, and leads to every one of them", () => {
    const judge = ajv().addSchema(document, `${SERVER}/api.json`);
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref);
    expect(referred.length).toBeGreaterThan(2);
    for (const ref of new Set(referred)) {
      const [, kind = "", name = ""] = /^#\/components\/(schemas|responses)\/([A-Za-z0-9]+)$/.exec(ref) ?? [];
      expect(document.components[kind]).toHaveProperty(name);
    }
    for (const name of Object.keys(document.components.schemas)) {
      expect(referred).toContain(`#/components/schemas/${name}`);
      expect(judge.compile({ $ref: `${SERVER}/api.json#/components/schemas/${name}` })).toBeTypeOf("function");
    }
  });

  test("names every operation once, under its tag, with every status that it may answer with", () => {
    for (const { name: tag, operations } of description.groups) {
      for (const [name, operation] of Object.entries(operations)) {
        const item = document.paths[operation.path][operation.method.toLowerCase()];
        expect([item.operationId, item.tags, item.summary]).toEqual([name, [tag], operation.summary]);
        const statuses = [operation.status, ...refusalsOf(description, operation)].map(String);
        expect(Object.keys(item.responses).sort()).toEqual(statuses.sort());
      }
    }
    const tags = description.groups.map(({ name }) => name);
    expect(document.tags.map(({ name }: { name: string }) => name)).toEqual(tags);
    expect(new Set(tags).size).toBe(tags.length);
  });

  test("says of every security scheme that it exists", () => {
    const schemes = Object.keys(document.components.securitySchemes);
    const items = Object.values<Record<string, { security?: object[] }>>(document.paths).flatMap(Object.values);
    const named = [document, ...items].flatMap(({ security = [] }) => security.flatMap(Object.keys));
    expect([...new Set(named)].sort()).toEqual(schemes.sort());
  });

  test("is served as it is, and made once", async () => {
    const { status, body } = await call("GET", `/openapi/${api}.json`);
    expect([status, body]).toEqual([200, document]);
    expect(apiDocument(api, SERVER)).toBe(apiDocument(api, SERVER));
  });
});

const judges = new Map(
  [...apiDescriptions.keys()].map((api) => [api, ajv().addSchema(documentOf(api), `${SERVER}/api.json`)]),
);
const withExamples = [...apiDescriptions].flatMap(([api, { operations }]) =>
  Object.entries(operations).flatMap(([name, operation]) =>
    operation.examples ? [{ api, name, operation, examples: operation.examples }] : [],
  ),
);

test.each(withExamples)("the examples of $api $name are what the operation takes and gives", ({ api, ...one }) => {
  const { operation, examples } = one;
  const document = documentOf(api);
  const judge = judges.get(api) ?? ajv();
  const item = document.paths[operation.path][operation.method.toLowerCase()];
  // biome-ignore lint/suspicious/noExplicitAny: a part of the document.
  const judged = (schema: any, example: unknown) => {
    const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${SERVER}/api.json#/`));
    const validate = judge.compile(rooted);
    validate(JSON.parse(JSON.stringify(example)));
    return validate.errors;
  };
  if (examples.body !== undefined) {
    expect((operation.body ?? operation.form)?.safeParse(examples.body).error).toBeUndefined();
    const [{ schema } = { schema: {} }] = Object.values<{ schema: object }>(item.requestBody.content);
    expect(judged(schema, examples.body)).toBeNull();
  }
  if (examples.response !== undefined) {
    expect(operation.response?.parse(examples.response)).toEqual(examples.response);
    expect(
      judged(
        item.responses[operation.status].content[operation.answerType ?? "application/json"].schema,
        examples.response,
      ),
    ).toBeNull();
  }
});

test("every operation of the Admin API that takes a body shows one, and every example belongs to an operation", () => {
  const description = apiDescriptions.get("admin");
  const known = Object.entries(description?.operations ?? {});
  const without = known.filter(([, { body, examples }]) => body && examples?.body === undefined);
  expect(without.map(([name]) => name)).toEqual([]);
  expect(Object.keys(description?.examples ?? {}).filter((name) => !description?.operations[name])).toEqual([]);
});

test("every component of the Admin API says what it is", () => {
  const { components } = documentOf("admin");
  const schemas = Object.entries<{ description?: string }>(components.schemas);
  expect(schemas.filter(([, { description }]) => !description).map(([name]) => name)).toEqual([]);
});

test("an unknown OpenAPI document is not found", async () => {
  for (const name of ["none.json", "admin", "admin.yaml"]) {
    expect((await call("GET", `/openapi/${name}`)).status).toBe(404);
  }
});
