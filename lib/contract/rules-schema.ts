import * as z from "zod";
import { claimMappings } from "@/lib/contract/claim-mappings";

/** Where the claims of a credential come from, in the Admin API's own shape (sections 8.2 to 8.4). */

/** Claims of the directory that an access token can give. */
const DIRECTORY_CLAIMS = [
  "givenName",
  "displayName",
  "preferredLanguage",
  "userPrincipalName",
  "surname",
  "mail",
  "jobTitle",
  "photo",
] as const;

const reserved = new Set(["id", "__proto__", "constructor", "prototype", "_sd", "_sd_alg", "..."]);

export const ClaimMapping = z
  .strictObject({
    inputClaim: z.string().min(1).max(200),
    outputClaim: z
      .string()
      .min(1)
      .max(200)
      .refine((claim) => !reserved.has(claim), "This name is reserved: choose another."),
    indexed: z.boolean().default(false),
    required: z.boolean().default(false),
    type: z.string().max(60).optional(),
  })
  .meta({ id: "ClaimMapping" });
export type ClaimMapping = z.infer<typeof ClaimMapping>;

const mapping = z.array(ClaimMapping).max(200).default([]);
const flow = { mapping, required: z.boolean().default(false) };
const trustedIssuers = z.array(z.string().startsWith("did:")).max(100).optional();

const IdTokenHintAttestation = z.strictObject({ ...flow, trustedIssuers }).meta({ id: "IdTokenHintAttestation" });

const IdTokenAttestation = z
  .strictObject({
    ...flow,
    configuration: z.url({ protocol: /^https$/ }),
    clientId: z.string().min(1).max(200),
    /** Some clients leave out the slash at the end; wallets want it. */
    redirectUri: z
      .enum(["vcclient://openid/", "vcclient://openid"], "The redirect URI is always vcclient://openid/.")
      .overwrite(() => "vcclient://openid/"),
    scope: z.string().min(1).max(500),
    trustedIssuers: z.array(z.string()).max(100).optional(),
  })
  .meta({ id: "IdTokenAttestation" });

const PresentationAttestation = z
  .strictObject({
    ...flow,
    credentialType: z.string().min(1).max(200).optional(),
    trustedIssuers,
    contracts: z.array(z.url()).max(100).optional(),
  })
  .meta({ id: "PresentationAttestation" });

const SelfIssuedAttestation = z.strictObject(flow).meta({ id: "SelfIssuedAttestation" });

const AccessTokenAttestation = z
  .strictObject({
    ...flow,
    mapping: z
      .array(ClaimMapping.extend({ inputClaim: z.enum(DIRECTORY_CLAIMS) }))
      .max(200)
      .default([]),
  })
  .meta({ id: "AccessTokenAttestation" });

export const ContractAttestations = z
  .strictObject({
    idTokens: z.array(IdTokenAttestation).max(20).optional(),
    idTokenHints: z.array(IdTokenHintAttestation).max(20).optional(),
    presentations: z.array(PresentationAttestation).max(20).optional(),
    /** A list by the reference, a single object in every sample: both come in, and go out as they came. */
    selfIssued: z.union([z.array(SelfIssuedAttestation).max(20), SelfIssuedAttestation]).optional(),
    accessTokens: z.array(AccessTokenAttestation).max(20).optional(),
  })
  .refine((flows) => Object.values(flows).some((value) => !Array.isArray(value) || value.length > 0), {
    message: "Name at least one source of claims, such as idTokenHints.",
  })
  .meta({ id: "ContractAttestations" });
export type ContractAttestations = z.infer<typeof ContractAttestations>;

export const StatusEntryType = z.enum(["StatusList2021Entry", "BitstringStatusListEntry"]);
export type StatusEntryType = z.infer<typeof StatusEntryType>;

/**
 * Where the organisation itself publishes the status of what the contract issues. A list is found there by its id, as
 * `{url}/{listId}`, so the endpoint passes on what we serve for that list and type.
 */
const CustomStatusEndpoint = z
  .strictObject({
    url: z
      .url({ protocol: /^https$/ })
      .max(500)
      .refine((url) => !/[?#]/.test(url), "Give an address without a query: each list is found below it by its id."),
    type: StatusEntryType,
  })
  .meta({ id: "CustomStatusEndpoint" });

/** From a minute to ten years. */
const ValiditySeconds = z.int().min(60).max(315_360_000);

export const ContractRules = z
  .strictObject({
    attestations: ContractAttestations,
    validityInterval: ValiditySeconds,
    vc: z.strictObject({
      type: z
        .array(
          z
            .string()
            .trim()
            .min(1)
            .max(200)
            .regex(/^[^\s"\\<>]+$/, "Type names have no blanks, quotes or brackets."),
        )
        .min(1)
        .max(20)
        .refine((types) => new Set(types).size === types.length, "Name each type once.")
        .refine(
          (types) => !types.includes("VerifiableCredential"),
          "Leave VerifiableCredential out: it is always there.",
        ),
    }),
    customStatusEndpoint: CustomStatusEndpoint.optional(),
  })
  .superRefine((rules, context) => {
    const outputs = new Set<string>();
    let indexed = 0;
    for (const { path, mapping } of claimMappings(rules.attestations)) {
      if (outputs.has(mapping.outputClaim)) {
        const message = `${mapping.outputClaim} is made twice: each output claim has one source.`;
        context.addIssue({ code: "custom", path: [...path, "outputClaim"], message });
      }
      outputs.add(mapping.outputClaim);
      if (mapping.indexed && ++indexed > 1) {
        const message = "Only one claim of a contract can be indexed: switch this one off.";
        const params = { problem: "multiple_indexed_claims" };
        context.addIssue({ code: "custom", path: [...path, "indexed"], message, params });
      }
    }
  })
  .meta({ id: "ContractRules" });
export type ContractRules = z.infer<typeof ContractRules>;
