import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test, vi } from "vitest";
import { starters } from "@/components/contract/starters/starters";
import { editorSchema, editorSchemaNames } from "@/lib/apis/editor-schemas";
import { call } from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";

const SERVER = "https://portal.example.org";
vi.mock("@/lib/platform", () => ({ platform: () => ({ publicUrl: SERVER }) }));

// biome-ignore lint/suspicious/noExplicitAny: a JSON Schema.
const schemaOf = (name: string): any => JSON.parse(JSON.stringify(editorSchema(name, SERVER)));
const judge = (name: string) =>
  new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schemaOf(name));
const sample = sampleContract() as Record<string, unknown>;

describe.each(editorSchemaNames)("the schema of %s for editors", (name) => {
  test("is served under its own id", async () => {
    const { status, body } = await call("GET", `/openapi/schemas/${name}.json`);
    expect([status, body]).toEqual([200, schemaOf(name)]);
    expect(body).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `${SERVER}/openapi/schemas/${name}.json`,
    });
  });

  test("takes what the API takes, and tells of what it does not know", () => {
    const validate = judge(name);
    const contracts = [sample, ...starters.map(({ contract }) => contract as Record<string, unknown>)];
    for (const contract of contracts) {
      const value = name === "contract" ? { ...contract, authorityId: "a" } : contract[name];
      expect(validate(value) || validate.errors).toBe(true);
      const unknown = Array.isArray(value) ? [{ ...value[0], colour: 1 }] : { ...(value as object), colour: 1 };
      expect(validate(unknown)).toBe(false);
    }
  });

  test("has words for everything that can be written", () => {
    const { $defs, ...root } = schemaOf(name);
    type Worded = { description?: string; properties?: Record<string, Worded> };
    for (const [part, definition] of Object.entries<Worded>({ ...$defs, root })) {
      expect([part, definition.description]).toEqual([part, expect.any(String)]);
      for (const [member, one] of Object.entries(definition.properties ?? {})) {
        expect([part, member, one.description]).toEqual([part, member, expect.any(String)]);
      }
    }
  });
});

test("defaults are told, so that an editor need not write them", () => {
  const { $defs } = schemaOf("rules");
  expect($defs.ClaimMapping.properties).toMatchObject({ indexed: { default: false }, required: { default: false } });
  expect($defs.ClaimMapping.required).toEqual(["inputClaim", "outputClaim"]);
});

test("an unknown schema is not found", async () => {
  for (const name of ["none.json", "rules", "rules.yaml"]) {
    expect((await call("GET", `/openapi/schemas/${name}`)).status).toBe(404);
  }
});
