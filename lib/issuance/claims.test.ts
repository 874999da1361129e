import { expect, test } from "vitest";
import { ContractRules } from "@/lib/contract/rules-schema";
import { applyMapping } from "@/lib/document/mapping";
import { elementsOfClaims } from "@/lib/formats/mdoc/elements";
import { claimsByRules, indexedValue } from "@/lib/issuance/claims";
import { requireMandatoryClaims } from "@/lib/issuance/draft-claims";

/** What every object inherits. A name from outside that is one of them is a name like any other. */
const inherited = ["toString", "valueOf", "hasOwnProperty"];

const rules = (outputClaim: string, required: boolean) =>
  ContractRules.parse({
    attestations: {
      idTokenHints: [{ required: true, mapping: [{ inputClaim: "given", outputClaim, required, indexed: true }] }],
    },
    validityInterval: 3600,
    vc: { type: ["Sample"] },
  });

test.each(inherited)("a claim named %s that is not there has no value to be found by (I15, L2)", (name) => {
  expect(indexedValue(rules(name, false), claimsByRules(rules(name, false), {}))).toBeNull();
  expect(indexedValue(rules(name, false), claimsByRules(rules(name, false), { given: "Ada" }))).toBe("Ada");
});

test.each(inherited)("a claim named %s that is required is missing as any other would be (I15, L2)", (name) => {
  const content = { rules: rules(name, true), displays: [] };
  expect(() => requireMandatoryClaims(content, {})).toThrow(/required|requires/);
  expect(() => requireMandatoryClaims(content, { [name]: "Ada" })).not.toThrow();
});

test.each(inherited)("an element named %s without a type is a text (I15, L2)", (name) => {
  const elements = elementsOfClaims("org.example.sample", { [name]: "Ada" }, {});
  expect([...elements.values()].flatMap((one) => [...one])).toEqual([[name, "Ada"]]);
});

test.each(inherited)("a mapping adds an object named %s (I15, L2)", async (name) => {
  const mapped = await applyMapping({ inner: {} }, { [name]: { a: 1 }, inner: { [name]: { b: 2 } } }, async () => null);
  expect(mapped.data).toEqual({ [name]: { a: 1 }, inner: { [name]: { b: 2 } } });
});
