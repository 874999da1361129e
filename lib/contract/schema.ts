import * as z from "zod";

/**
 * What a credential is: displays (how the card looks, one per locale) and rules (where the claims come from).
 * The shapes are the Admin API's own, and are stored, edited and published as they are.
 */

/** The longest text that the APIs take (security L1), so also the largest logo inside a contract. */
const LOGO_TEXT_MAX = 64 * 1024;

const Colour = z
  .string()
  .regex(/^#[0-9A-Fa-f]{6}$/, "Give a colour as #RRGGBB, such as #12107C.")
  .meta({ id: "Colour", examples: ["#12107C"] });

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

export const Locale = z
  .string()
  .max(35)
  .refine(isLocale, "Give a language tag such as en, de or fr-CH.")
  .meta({ id: "Locale" });

const PNG_START = "iVBORw0KGgo";
const JPEG_START = "/9j/";

/** An image by https address, or inline as PNG or JPEG: the type is read from the bytes, not from the label. */
export const LogoUri = z
  .string()
  .max(LOGO_TEXT_MAX, "The logo is larger than 47 KiB: make it smaller, or give its address.")
  .superRefine((uri, context) => {
    if (/^data:/i.test(uri)) {
      const [, type, data] = /^data:image\/(png|jpe?g);base64,([A-Za-z0-9+/]+={0,2})$/.exec(uri) ?? [];
      const start = type === "png" ? PNG_START : JPEG_START;
      if (!data?.startsWith(start)) context.addIssue("A logo in the contract must be PNG or JPEG. SVG is not taken.");
      return;
    }
    const url = URL.canParse(uri) ? new URL(uri) : null;
    const loopback = url?.hostname === "localhost" || url?.hostname === "127.0.0.1";
    if (!url || !(url.protocol === "https:" || (url.protocol === "http:" && loopback))) {
      context.addIssue("Give the logo as an https address or as a PNG or JPEG data URI.");
    } else if (/\.svgz?$/i.test(url.pathname)) context.addIssue("SVG logos are not taken: give a PNG or JPEG.");
  });

export const DisplayLogo = z
  .strictObject({
    uri: LogoUri,
    description: z.string().trim().min(1, "Describe the logo for people who cannot see it.").max(200),
  })
  .meta({ id: "DisplayLogo" });

export const DisplayCard = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    issuedBy: z.string().trim().min(1).max(120),
    backgroundColor: Colour,
    textColor: Colour,
    description: z.string().max(500),
    logo: DisplayLogo.optional(),
  })
  .meta({ id: "DisplayCard" });

export const DisplayConsent = z
  .strictObject({ title: z.string().max(200).optional(), instructions: z.string().max(500) })
  .meta({ id: "DisplayConsent" });

/** `claim` carries the prefix `vc.credentialSubject.`, as in the Admin API. */
export const DisplayClaim = z
  .strictObject({
    claim: z.string().min(1).max(200),
    label: z.string().trim().min(1).max(120),
    type: z.enum(["String", "image/jpg;base64url"]),
    description: z.string().max(500).optional(),
  })
  .meta({ id: "DisplayClaim" });

export const ContractDisplay = z
  .strictObject({ locale: Locale, card: DisplayCard, consent: DisplayConsent, claims: z.array(DisplayClaim).max(200) })
  .meta({ id: "ContractDisplay" });
export type ContractDisplay = z.infer<typeof ContractDisplay>;

export const ContractDisplays = z
  .array(ContractDisplay)
  .min(1, "A contract needs at least one display.")
  .max(50)
  .superRefine((displays, context) => {
    const seen = new Set<string>();
    for (const [index, { locale }] of displays.entries()) {
      const key = locale.toLowerCase();
      if (seen.has(key)) {
        context.addIssue({ code: "custom", path: [index, "locale"], message: `${locale} is there twice: keep one.` });
      }
      seen.add(key);
    }
  });
export type ContractDisplays = z.infer<typeof ContractDisplays>;

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

export const IdTokenHintAttestation = z
  .strictObject({ ...flow, trustedIssuers })
  .meta({ id: "IdTokenHintAttestation" });

export const IdTokenAttestation = z
  .strictObject({
    ...flow,
    configuration: z.url({ protocol: /^https$/ }),
    clientId: z.string().min(1).max(200),
    redirectUri: z.literal("vcclient://openid/"),
    scope: z.string().min(1).max(500),
    trustedIssuers: z.array(z.string()).max(100).optional(),
  })
  .meta({ id: "IdTokenAttestation" });

export const PresentationAttestation = z
  .strictObject({
    ...flow,
    credentialType: z.string().min(1).max(200).optional(),
    trustedIssuers,
    contracts: z.array(z.url()).max(100).optional(),
  })
  .meta({ id: "PresentationAttestation" });

export const SelfIssuedAttestation = z.strictObject(flow).meta({ id: "SelfIssuedAttestation" });

export const AccessTokenAttestation = z
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

/** Every mapping of every flow with the JSON path it stands at. */
export function claimMappings(
  attestations: ContractAttestations,
): { path: (string | number)[]; mapping: ClaimMapping }[] {
  return Object.entries(attestations).flatMap(([kind, flows]) => {
    const list = Array.isArray(flows) ? flows : [flows];
    return list.flatMap((one, at) =>
      one.mapping.map((mapping, index) => ({
        path: ["attestations", kind, ...(Array.isArray(flows) ? [at] : []), "mapping", index],
        mapping,
      })),
    );
  });
}

/** From a minute to ten years. */
export const ValiditySeconds = z.int().min(60).max(315_360_000);

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
    customStatusEndpoint: z
      .strictObject({
        url: z.url({ protocol: /^https$/ }),
        type: z.enum(["StatusList2021Entry", "BitstringStatusListEntry"]),
      })
      .optional(),
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

export const credentialFormats = ["jwt_vc_json", "dc+sd-jwt"] as const;
export const FormatId = z.enum(credentialFormats).meta({ id: "FormatId" });
export type FormatId = z.infer<typeof FormatId>;

export const ContractName = z
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
  /** Our own: the formats offered, the default first. */
  formats: z.array(FormatId).min(1).default(["jwt_vc_json", "dc+sd-jwt"]),
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
}
