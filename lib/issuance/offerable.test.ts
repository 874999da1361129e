import { expect, test } from "vitest";
import { ContractRules } from "@/lib/contract/rules-schema";
import { requireOfferable } from "@/lib/issuance/offerable";
import { Problem } from "@/lib/kernel/errors";

const claim = (name: string, required = false) => ({ inputClaim: name, outputClaim: name, required });
const idTokenHints = [{ mapping: [claim("name", true)] }];
const idToken = {
  configuration: "https://login.example.org/.well-known/openid-configuration",
  clientId: "wallet",
  redirectUri: "vcclient://openid/",
  scope: "openid",
};

function refusal(attestations: object): Problem | null {
  const rules = ContractRules.parse({ attestations, validityInterval: 3600, vc: { type: ["Sample"] } });
  try {
    requireOfferable(rules);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

test.each([
  ["claims of the request alone", { idTokenHints }],
  ["with a form that may stay empty", { idTokenHints, selfIssued: { mapping: [claim("nickname")] } }],
  ["with a sign-in that may be left out", { idTokenHints, idTokens: [{ ...idToken, mapping: [claim("mail")] }] }],
])("a contract can be offered: %s", (_what, attestations) => {
  expect(refusal(attestations)).toBeNull();
});

test.each([
  ["a form", { selfIssued: { mapping: [claim("nickname")] } }, ["selfIssued"]],
  ["a sign-in and a presentation", { idTokens: [idToken], presentations: [{}] }, ["idTokens", "presentations"]],
  ["a directory", { accessTokens: [{ mapping: [claim("mail")] }] }, ["accessTokens"]],
  ["no claim at all", { idTokenHints: [{ mapping: [] }] }, ["idTokenHints"]],
  ["a required presentation beside", { idTokenHints, presentations: [{ required: true }] }, ["presentations"]],
  [
    "a required claim of a form beside",
    { idTokenHints, selfIssued: [{ mapping: [claim("x", true)] }] },
    ["selfIssued"],
  ],
])(
  "an offer for a contract with %s is refused, and the refusal says which flows are in the way",
  (_what, attestations, flows) => {
    const problem = refusal(attestations);
    expect(problem).toMatchObject({ code: "invalid_request", target: "manifest" });
    for (const flow of [...flows, "idTokenHints"]) expect(problem?.message).toContain(flow);
  },
);
