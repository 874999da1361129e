import * as z from "zod";
import { ContractDisplays } from "@/lib/contract/display-schema";
import { ContractRules } from "@/lib/contract/rules-schema";
import { CreateContract } from "@/lib/contract/schema";
import { contractWords } from "@/lib/contract/words";
import { described } from "@/lib/http/openapi-components";

type Json = Record<string, unknown>;

const schemas = new Map<string, { readonly title: string; readonly part: string; readonly schema: z.ZodType }>([
  ["rules", { title: "Rules of a contract", part: "ContractRules", schema: ContractRules }],
  ["displays", { title: "Displays of a contract", part: "ContractDisplays", schema: ContractDisplays }],
  ["contract", { title: "Contract", part: "CreateContract", schema: CreateContract }],
]);

export const editorSchemaNames = [...schemas.keys()];

const made = new Map<string, Json>();

/** What may be written, as a JSON Schema for an editor: with words, defaults and limits. Made once. */
export function editorSchema(name: string, server: string): Json | undefined {
  const known = schemas.get(name);
  if (!known) return undefined;
  const $id = `${server}/openapi/schemas/${name}.json`;
  const schema = made.get($id) ?? { ...jsonSchema(known.schema, known.part), $id, title: known.title };
  made.set($id, schema);
  return schema;
}

function jsonSchema(schema: z.ZodType, part: string): Json {
  const { $defs = {}, ...root }: Json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const worded = Object.entries($defs as Json).map(([name, one]) => [name, described(one, contractWords[name])]);
  return { ...(described(root, contractWords[part]) as Json), $defs: Object.fromEntries(worded) };
}
