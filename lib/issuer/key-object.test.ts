import { expect, test } from "vitest";
import * as z from "zod";
import { readKeyObject } from "@/lib/issuer/key-object";
import { Problem } from "@/lib/kernel/errors";
import { fc } from "@/lib/testing/chance";

const CANARY = "canary-of-a-secret-value";
const names = [
  "type",
  "jwk",
  "id",
  "config",
  "auth",
  "server",
  "accessKey",
  "_publicKey",
  "_keyType",
  "namespace",
  "x",
];
const inner = [
  "accessKeyId",
  "secretAccessKey",
  "region",
  "roleName",
  "keyVaultUrl",
  "clientSecret",
  "kty",
  "crv",
  "d",
];
const text = fc.oneof(
  fc.constantFrom("aws", "AWS-REST-API", "tse", "azure", "azure-rest-api", "jwk", "local", "", CANARY, "EC", "P-256"),
  fc.string(),
);
const member = fc.oneof(text, fc.dictionary(fc.constantFrom(...inner), text), fc.jsonValue({ maxDepth: 2 }));

test("whatever stands for a key is read or refused by its place, and no refusal tells a value (S2, Z3)", () => {
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(fc.constantFrom(...names), member), fc.jsonValue()), (object) => {
      try {
        const named = readKeyObject(object);
        expect(["jwk", "aws", "vault", "azure"]).toContain(named.backend);
        expect(JSON.stringify({ ...named, config: null })).not.toContain('"d":');
      } catch (error) {
        expect(error instanceof Problem || error instanceof z.ZodError).toBe(true);
        const { type } = (object ?? {}) as { type?: unknown };
        // The type is told back, for it is a name.
        if (type !== CANARY) expect(String((error as Error).message)).not.toContain(CANARY);
      }
    }),
    { numRuns: 2000 },
  );
});
