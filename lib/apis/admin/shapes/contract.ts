import * as z from "zod";
import { presentPage } from "@/lib/apis/admin/paging";
import { ContractDisplays } from "@/lib/contract/display-schema";
import type { ContractDocument } from "@/lib/contract/list-contract-documents";
import { withCard, withoutNulls } from "@/lib/contract/loose-json";
import { ContractRules } from "@/lib/contract/rules-schema";
import {
  ContractChanges,
  ContractRef,
  type ContractView,
  CreateContract,
  contractTag,
  FormatId,
} from "@/lib/contract/schema";
import { JsonAnswer } from "@/lib/http/json-answer";
import { Problem } from "@/lib/kernel/errors";
import type { Page } from "@/lib/kernel/page";
import { parseStrictJson } from "@/lib/kernel/strict-json";

export const ContractParams = ContractRef.required().meta({ id: "ContractParams" });

/** Rules and displays come as JSON, or as text that is JSON (section 8.1). */
function jsonOf(value: unknown, context: z.RefinementCtx): unknown {
  if (typeof value !== "string") return value;
  try {
    return parseStrictJson(value);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Problem ? error.message : "This is no JSON." });
    return z.NEVER;
  }
}

const Rules = z.preprocess((value, context) => withoutNulls(jsonOf(value, context)), ContractRules);

const Displays = z.preprocess((value, context) => {
  const displays = withoutNulls(jsonOf(value, context));
  return Array.isArray(displays) ? displays.map(withCard) : displays;
}, ContractDisplays);

const text = z.string().max(1000).optional();

/** Members of an answer that clients send back with a new contract: they are made anew. */
const ignored = { id: text, status: text, manifestUrl: text, authorityId: text, issuerId: text };

export const CreateContractBody = z
  .preprocess(
    withoutNulls,
    z
      .strictObject({ ...CreateContract.shape, ...ignored, rules: Rules, displays: Displays })
      .transform(({ id: _i, status: _s, manifestUrl: _m, authorityId: _a, issuerId: _u, ...input }) => input),
  )
  .meta({ id: "CreateContractBody" });

/** The one member of a contract that null is a value of: everybody is told. */
const GROUPS = "issueNotificationAllowedToGroupOids";

function withoutNullChanges(value: unknown): unknown {
  const told = typeof value === "object" && value !== null && GROUPS in value && value[GROUPS] === null;
  return told ? { ...(withoutNulls(value) as object), [GROUPS]: null } : withoutNulls(value);
}

export const UpdateContractBody = z
  .preprocess(
    withoutNullChanges,
    z
      .strictObject({
        ...ContractChanges.shape,
        rules: Rules.optional(),
        displays: Displays.optional(),
        id: text,
        name: text,
        status: z.literal("Enabled", "status never changes: leave it out or send Enabled.").optional(),
        manifestUrl: text,
        authorityId: text,
        issuerId: text,
      })
      .transform(({ id, name, status: _, manifestUrl, authorityId, issuerId, ...changes }) => ({
        changes,
        unchangeable: given({ id, name, manifestUrl, authorityId, issuerId }),
      })),
  )
  .meta({ id: "UpdateContractBody" });

const given = <Members extends Record<string, string | undefined>>(members: Members): Record<string, string> =>
  Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

export const Contract = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.literal("Enabled"),
    authorityId: z.uuid(),
    issuerId: z.uuid(),
    manifestUrl: z.url(),
    issueNotificationEnabled: z.boolean(),
    issueNotificationAllowedToGroupOids: z.array(z.string()).nullable(),
    availableInVcDirectory: z.boolean(),
    allowOverrideValidityIntervalOnIssuance: z.boolean(),
    formats: z.array(FormatId),
    rules: ContractRules,
    displays: ContractDisplays,
  })
  .meta({ id: "Contract" });

const presentContract = (contract: ContractView): z.infer<typeof Contract> => ({
  id: contract.publicId,
  name: contract.name,
  status: "Enabled",
  authorityId: contract.authorityId,
  issuerId: contract.authorityId,
  manifestUrl: contract.manifestUrl,
  issueNotificationEnabled: contract.issueNotificationEnabled,
  issueNotificationAllowedToGroupOids: contract.issueNotificationAllowedToGroupOids,
  availableInVcDirectory: contract.availableInVcDirectory,
  allowOverrideValidityIntervalOnIssuance: contract.allowOverrideValidityIntervalOnIssuance,
  formats: contract.formats,
  rules: contract.rules,
  displays: contract.displays,
});

/** One contract of a list, written around what is stored as JSON. */
function contractText(contract: ContractDocument): string {
  const { publicId: id, name, authorityId, availableInVcDirectory, issueNotificationEnabled } = contract;
  const { allowOverrideValidityIntervalOnIssuance } = contract;
  const plain = JSON.stringify({
    id,
    name,
    status: "Enabled",
    authorityId,
    issuerId: authorityId,
    manifestUrl: contract.manifestUrl,
    issueNotificationEnabled,
    availableInVcDirectory,
    allowOverrideValidityIntervalOnIssuance,
  } satisfies Partial<z.infer<typeof Contract>>);
  const { groupOidsJson, formatsJson, rulesJson, displaysJson } = contract;
  return `${plain.slice(0, -1)},"issueNotificationAllowedToGroupOids":${groupOidsJson},"formats":${formatsJson},"rules":${rulesJson},"displays":${displaysJson}}`;
}

/** A list of contracts, in the shape of `listOf(Contract)`. */
export function contractListAnswer(
  { publicUrl }: { readonly publicUrl: string },
  request: Request,
  page: Page<ContractDocument>,
): Response {
  const { value, nextLink } = presentPage(page, request, publicUrl, contractText);
  const next = nextLink === undefined ? "" : `,"nextLink":${JSON.stringify(nextLink)}`;
  return new Response(`{"value":[${value.join(",")}]${next}}`, { headers: { "content-type": "application/json" } });
}

/** A contract with the tag that a change may be made conditional on. */
export const contractAnswer =
  (status: number) =>
  (contract: ContractView): Response =>
    new JsonAnswer(presentContract(contract), { status, headers: { etag: `"${contractTag(contract)}"` } });
