import type { CardView } from "@/components/contract/preview/card-view";
import { contractDocuments } from "@/components/contract/preview/contract-documents";
import { humanised } from "@/components/contract/preview/read";
import { defaultUser, resolveCard } from "@/components/contract/preview/registry";
import { sampleClaims } from "@/components/contract/preview/sample-claims";
import { claimName, claimOrder } from "@/lib/contract/presentation";
import type { ContractView, FormatId } from "@/lib/contract/schema";
import type { CreateIssuance, Protocol } from "@/lib/issuance/schema";

export type IssuableContract = Pick<ContractView, "id" | "name" | "authorityId" | "rules" | "displays" | "formats">;

/** A field of the form: one input claim of the contract's id-token-hint rules. */
export interface ClaimInput {
  readonly inputClaim: string;
  readonly outputClaim: string;
  readonly label: string;
  readonly picture: boolean;
  readonly required: boolean;
  readonly indexed: boolean;
}

/** The fields in the order in which the card shows them, under the labels of the contract's first language. */
export function claimInputs({ rules, displays }: Pick<IssuableContract, "rules" | "displays">): ClaimInput[] {
  const order = claimOrder(displays, rules);
  const mappings = (rules.attestations.idTokenHints ?? []).flatMap(({ mapping }) => mapping);
  return mappings
    .map(({ inputClaim, outputClaim, required, indexed }) => {
      const shown = displays[0]?.claims.find(({ claim }) => claimName(claim) === outputClaim);
      const picture = shown?.type === "image/jpg;base64url";
      return { inputClaim, outputClaim, label: shown?.label || humanised(outputClaim), picture, required, indexed };
    })
    .sort((a, b) => order.indexOf(a.outputClaim) - order.indexOf(b.outputClaim));
}

/** What is about to be issued. */
export interface IssueDraft {
  /** By input claim. */
  readonly values: Readonly<Record<string, string>>;
  readonly format: FormatId;
  readonly protocol: Protocol;
  /** Null: none is asked for. */
  readonly transactionCode: string | null;
}

/** A sample person, so that a contract can be tried with one click. */
export function sampleDraft(contract: IssuableContract): IssueDraft {
  const inputs = claimInputs(contract);
  const named = inputs.map(({ outputClaim, picture, required }) => ({ name: outputClaim, picture, required }));
  const sample = sampleClaims(named, "typical");
  return {
    values: Object.fromEntries(inputs.map(({ inputClaim, outputClaim }) => [inputClaim, sample[outputClaim] ?? ""])),
    format: contract.formats[0] ?? "jwt_vc_json",
    protocol: "1.0",
    transactionCode: null,
  };
}

export const emptyDraft = (contract: IssuableContract): IssueDraft => ({
  ...sampleDraft(contract),
  values: Object.fromEntries(claimInputs(contract).map(({ inputClaim }) => [inputClaim, ""])),
});

/** What must be mended before it can be issued, by field; `transactionCode` is one of them. */
export function draftFaults(contract: IssuableContract, draft: IssueDraft): Record<string, string> {
  const missing = claimInputs(contract).filter(({ inputClaim, required }) => required && !draft.values[inputClaim]);
  return {
    ...Object.fromEntries(missing.map(({ inputClaim, label }) => [inputClaim, `Give a value: ${label} is required.`])),
    ...(draft.transactionCode !== null &&
      !/^\d{4,16}$/.test(draft.transactionCode) && { transactionCode: "Give 4 to 16 digits." }),
  };
}

export const issuanceRequest = ({ id }: IssuableContract, draft: IssueDraft) =>
  ({
    contractId: id,
    format: draft.format,
    protocol: draft.protocol,
    claims: Object.fromEntries(Object.entries(draft.values).filter(([, value]) => value !== "")),
    ...(draft.transactionCode !== null && {
      transactionCode: { kind: "plain" as const, value: draft.transactionCode },
    }),
  }) satisfies Partial<CreateIssuance>;

/** Makes the card as wide as the column it stands in. */
const SCREEN_WIDTH = 400;

/** The card as the holder will see it. */
export function draftCard(contract: IssuableContract, authorityName: string, draft: IssueDraft): CardView {
  const user = { ...defaultUser, width: SCREEN_WIDTH };
  const documents = contractDocuments(contract, { authorityName, user, sample: "typical" });
  const claims = claimInputs(contract).flatMap(({ inputClaim, outputClaim }) => {
    const value = draft.values[inputClaim];
    return value ? [[outputClaim, value]] : [];
  });
  return resolveCard("generic", { ...documents, claims: Object.fromEntries(claims) }, user);
}

/** Six digits, each as likely as the other. */
export function randomCode(): string {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  // The few highest numbers would favour low codes: they are drawn again.
  return drawn >= 4_294_000_000 ? randomCode() : String(drawn % 1_000_000).padStart(6, "0");
}
