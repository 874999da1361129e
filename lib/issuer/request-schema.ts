import * as z from "zod";
import { JsonMembers, JsonValue, SelectiveDisclosure } from "@/lib/document/schema";

const Text = z.string().max(2000);
const Certificates = z.array(z.string().max(16 * 1024)).max(10);

/** How a credential looks: taken, and never used. */
const DisplayProperties = z.looseObject({ name: z.string() }).meta({ id: "DisplayProperties" });

const Notice = "Taken for compatibility, and without effect: the configuration decides.";

/** One credential to be issued (Issuer API reference, section 7.3). Members that are not known are refused. */
export const IssuanceRequest = z
  .strictObject({
    issuerKey: JsonMembers.describe("A key object of the onboarding answer, or a reference such as {type, id}."),
    issuerDid: Text.nullish().describe("DID of the issuer; without one the key's own."),
    credentialConfigurationId: Text.optional().describe(
      "A configuration of the catalogue, or a contract in a format; without one it is derived from credentialData.type.",
    ),
    credentialData: JsonMembers.nullish().describe("The credential's content, for W3C and SD-JWT formats."),
    mapping: JsonMembers.nullish().describe("Merged into credentialData when the wallet claims, functions worked out."),
    mdocData: z
      .record(z.string().max(500), JsonMembers)
      .nullish()
      .describe("Elements by namespace, for mso_mdoc. Bytes, such as a portrait, in base64 or as numbers."),
    selectiveDisclosure: SelectiveDisclosure.nullish(),
    authenticationMethod: z
      .enum(["PRE_AUTHORIZED", "PWD", "VP_TOKEN", "ID_TOKEN", "NONE"])
      .nullish()
      .describe("PRE_AUTHORIZED, or NONE for the authorization code flow."),
    vpRequestValue: Text.nullish().describe("Belongs to VP_TOKEN, which is not offered."),
    vpProfile: z.enum(["DEFAULT", "ISO_18013_7_MDOC", "EBSIV3", "HAIP"]).nullish().describe("As vpRequestValue."),
    useJar: z.boolean().nullish().describe("As vpRequestValue."),
    vct: Text.nullish().describe(Notice),
    x5Chain: Certificates.nullish().describe("PEM certificates, the issuer key's first: they become x5c."),
    trustedRootCAs: Certificates.nullish().describe("PEM certificates, for mso_mdoc."),
    credentialFormat: Text.nullish().describe(Notice),
    standardVersion: z
      .enum(["DRAFT13", "DRAFT11", "V1"])
      .nullable()
      .optional()
      .describe("Which OpenID4VCI the offer is made in; DRAFT13 by default, V1 is OpenID4VCI 1.0."),
    display: z.array(DisplayProperties).max(100).nullish().describe(Notice),
    draft11EncodeOfferedCredentialsByReference: z
      .boolean()
      .nullish()
      .describe("Of an offer in DRAFT11: false has it describe its credentials instead of naming them."),
    issuanceType: Text.nullish().describe("DEFERRED: the wallet gets the credential at the deferred endpoint."),
    credentialStatus: JsonValue.optional().describe(
      "The caller's own status of a W3C credential; null for none. Without it an entry of a hosted list is added.",
    ),
    sdJwtCredentialClaims: JsonMembers.nullish().describe(
      "Added to an SD-JWT VC last; status in it is the caller's own.",
    ),
    mdocStatus: JsonMembers.nullable()
      .optional()
      .describe("status_list or identifier_list; null for none. Without it an entry of a hosted list is added."),
    authorizedTransactionDataTypes: z.array(Text).max(100).nullish(),
    mdocValidityDays: z.int().min(1).max(3650).nullish(),
  })
  .meta({ id: "IssuanceRequest" });
export type IssuanceRequest = z.infer<typeof IssuanceRequest>;

/** Which of the routes a request came by: it tells the format when no configuration is named. */
const families = ["jwt", "sdjwt", "mdoc"] as const;
export type Family = (typeof families)[number];

/** One offer of one or several credentials, all by one issuer. */
export const CreateCredentialOffer = z.strictObject({
  requests: z.array(IssuanceRequest).min(1).max(500),
  family: z.enum(families),
  /** Told of each event; its `$id` becomes the session's id. */
  statusCallbackUri: z.string().max(2000).optional(),
  /** Seconds that the offer lives. */
  sessionTtl: z.int().optional(),
});
export type CreateCredentialOffer = z.infer<typeof CreateCredentialOffer>;
