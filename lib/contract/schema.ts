import * as z from "zod";
import { type ContractDisplay, ContractDisplays } from "@/lib/contract/display-schema";
import { ContractRules } from "@/lib/contract/rules-schema";
import { formatIds } from "@/lib/kernel/format-ids";

/**
 * What a credential is: displays (how the card looks, one per locale) and rules (where the claims come from).
 * The shapes are the Admin API's own, and are stored, edited and published as they are.
 */

export const FormatId = z.enum(formatIds).meta({ id: "FormatId" });
export type FormatId = z.infer<typeof FormatId>;

const ContractName = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1, "Give the contract a name.")
  .max(80)
  .regex(/^[\p{L}\p{N} ._-]+$/u, "Use letters, digits, blanks, dots, hyphens and underscores.")
  .meta({ id: "ContractName" });

const settings = {
  availableInVcDirectory: z.boolean().default(false),
  issueNotificationEnabled: z.boolean().default(false),
  issueNotificationAllowedToGroupOids: z.array(z.string().max(200)).max(100).nullable().default(null),
  allowOverrideValidityIntervalOnIssuance: z.boolean().default(false),
  /** Our own: the formats offered, the default first. Not sent: those that the claims can be written in. */
  formats: z.array(FormatId).min(1).optional(),
};

export const CreateContract = z
  .strictObject({
    authorityId: z.string().max(200),
    name: ContractName,
    rules: ContractRules,
    displays: ContractDisplays,
    ...settings,
  })
  .meta({ id: "CreateContract" });
export type CreateContract = z.infer<typeof CreateContract>;

/** A present member replaces the whole stored member. */
export const ContractChanges = z
  .strictObject({
    rules: ContractRules,
    displays: ContractDisplays,
    availableInVcDirectory: z.boolean(),
    issueNotificationEnabled: z.boolean(),
    issueNotificationAllowedToGroupOids: z.array(z.string().max(200)).max(100).nullable(),
    allowOverrideValidityIntervalOnIssuance: z.boolean(),
    formats: z.array(FormatId).min(1),
  })
  .partial()
  .meta({ id: "ContractChanges" });
export type ContractChanges = z.infer<typeof ContractChanges>;

/** `contractId` is the row's id or the public one of the Admin API; with an `authorityId` it must be that authority's. */
export const ContractRef = z.strictObject({
  authorityId: z.string().max(200).optional(),
  contractId: z.string().max(500),
});
export type ContractRef = z.infer<typeof ContractRef>;

/** Names this state of a contract: changes made on the ground of another are refused. The Admin API's ETag. */
export const contractTag = ({ version, updatedAt }: Pick<ContractView, "version" | "updatedAt">): string =>
  `${version}-${Date.parse(updatedAt)}`;

/** A contract as screens and APIs see it. */
export interface ContractView {
  id: string;
  publicId: string;
  authorityId: string;
  name: string;
  /** What the Issuer API's catalogue calls it; null for what people designed. */
  configurationId: string | null;
  version: number;
  formats: FormatId[];
  rules: ContractRules;
  displays: ContractDisplay[];
  availableInVcDirectory: boolean;
  issueNotificationEnabled: boolean;
  issueNotificationAllowedToGroupOids: string[] | null;
  allowOverrideValidityIntervalOnIssuance: boolean;
  manifestUrl: string;
  createdAt: string;
  updatedAt: string;
  /** Since when nothing is issued by it any more; its credentials can still be found and revoked. */
  archivedAt: string | null;
}
