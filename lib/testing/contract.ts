import type * as z from "zod";
import type { CreateContract } from "@/lib/contract/schema";

type ContractInput = Omit<z.input<typeof CreateContract>, "authorityId">;

/** A plain contract: two claims, one of them required and indexed. */
export const sampleContract = (changes: Partial<ContractInput> = {}): ContractInput => ({
  name: "Employee card",
  rules: {
    attestations: {
      idTokenHints: [
        {
          required: true,
          mapping: [
            { inputClaim: "$.given_name", outputClaim: "firstName", required: true, indexed: false },
            { inputClaim: "$.family_name", outputClaim: "lastName", required: true, indexed: true },
          ],
        },
      ],
    },
    validityInterval: 2_592_000,
    vc: { type: ["EmployeeCard"] },
  },
  displays: [
    {
      locale: "en-US",
      card: {
        title: "Employee card",
        issuedBy: "Contoso",
        backgroundColor: "#12107C",
        textColor: "#FFFFFF",
        description: "For people who work here.",
      },
      consent: { title: "Get your card?", instructions: "Check your name." },
      claims: [
        { claim: "vc.credentialSubject.firstName", label: "First name", type: "String" },
        { claim: "vc.credentialSubject.lastName", label: "Last name", type: "String" },
      ],
    },
  ],
  ...changes,
});
