import * as z from "zod";
import { COUNT_LIMIT } from "@/lib/kernel/count-limit";
import { DefaultBackend } from "@/lib/signing-key/schema";
import { OrganisationName } from "@/lib/tenant/organisation-name";

/** What owners and admins choose for the whole organisation. Each member takes effect; what is left out has its default. */
export const TenantSettings = z
  .object({
    /** How the organisation is called in the portal; null for its technical name. */
    displayName: z.string().nullable(),
    /** Where a new authority's key is made when nobody says otherwise; null for the server's own default. */
    defaultKeyStore: DefaultBackend.nullable(),
    /** Whether authorities of the DID method web may be deleted: all they issued stops verifying. */
    webAuthorityDeletionAllowed: z.boolean(),
    /** Whether callbacks of a batch bear the old names `batch_jwt_issue` and `batch_sdjwt_issue` (Issuer API, section 10). */
    batchEventNames: z.boolean(),
    /** The country that certificates for mdocs name, as ISO 3166 has it; null where none was said. */
    country: z.string().nullable(),
  })
  .partial()
  .transform((chosen) => ({
    displayName: chosen.displayName ?? null,
    defaultKeyStore: chosen.defaultKeyStore ?? null,
    webAuthorityDeletionAllowed: chosen.webAuthorityDeletionAllowed ?? false,
    batchEventNames: chosen.batchEventNames ?? false,
    country: chosen.country ?? null,
  }));
export type TenantSettings = z.output<typeof TenantSettings>;

const Country = z.string().regex(/^[A-Z]{2}$/, "Give the country as two capital letters of ISO 3166, such as DE.");

/** The settings as they are shown and read by API. */
export const OrganisationSettings = z
  .object({
    id: z.uuid(),
    /** What people call the organisation. */
    name: z.string(),
    defaultKeyStore: DefaultBackend.nullable(),
    /** Where keys are made when `defaultKeyStore` is null. */
    serverKeyStore: DefaultBackend,
    webAuthorityDeletionAllowed: z.boolean(),
    /** Whether callbacks of a batch bear the names `batch_jwt_issue` and `batch_sdjwt_issue`. */
    batchEventNames: z.boolean(),
    /** Two letters of ISO 3166 that certificates for mdocs name; null for ZZ, which is no country. */
    country: z.string().nullable(),
  })
  .meta({ id: "OrganisationSettings" });
export type OrganisationSettings = z.infer<typeof OrganisationSettings>;

export const UpdateOrganisationSettings = z
  .strictObject({
    name: OrganisationName.optional(),
    defaultKeyStore: DefaultBackend.nullable().optional(),
    webAuthorityDeletionAllowed: z.boolean("Send true or false.").optional(),
    batchEventNames: z.boolean("Send true or false.").optional(),
    country: Country.nullable().optional(),
  })
  .meta({ id: "UpdateOrganisationSettingsBody" });
export type UpdateOrganisationSettings = z.infer<typeof UpdateOrganisationSettings>;

/** What the portal's opt-out begins with. */
export interface OptOutStart {
  /** Good once, for ten minutes, for who asked for it. */
  token: string;
  authorities: number;
  contracts: number;
  /** Issued and not revoked. */
  credentials: number;
}

export const ConfirmOptOut = z.strictObject({ name: z.string().max(200), token: z.string().max(200) });

/** What may want a hand. The face knows the words and the way to mend each. */
const attentionKinds = [
  /** An authority signs with a software key. */
  "developmentKey",
  /** An authority's linked domain has not been validated. */
  "domainNotLinked",
  /** An authority's published DID document is not the one we would publish. */
  "didOutOfSync",
  /** A key could not be made, or its backend will not sign with it. */
  "signingKeyUnusable",
  /** The latest messages to a webhook were all refused. */
  "webhookFailing",
  /** A callback of the last hour was not confirmed, so that what it asked for was not issued. */
  "callbacksFailing",
  /** More than a tenth of the last hour's offers failed. */
  "offersFailing",
  /** The portal's origin is loopback: a phone cannot reach it. */
  "originIsLoopback",
] as const;

export const Attention = z
  .strictObject({
    kind: z.enum(attentionKinds),
    /** Id and name of the authority or key it is about; none where it is about the installation. */
    subject: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  })
  .meta({ id: "Attention" });
export type Attention = z.infer<typeof Attention>;

export const RecentEvent = z
  .strictObject({
    id: z.string(),
    /** As in the audit trail: `credential.revoked`. */
    action: z.string(),
    /** A person's name or e-mail, an API client's name, or "The portal". */
    actor: z.string(),
    /** What it was done to, by its name where it has one. */
    target: z.string().nullable(),
    /** RFC 3339, UTC. */
    occurredAt: z.iso.datetime(),
  })
  .meta({ id: "RecentEvent" });
export type RecentEvent = z.infer<typeof RecentEvent>;

const count = z.int().min(0).max(COUNT_LIMIT);

/** What the first page shows of a tenant. */
export const OverviewData = z
  .strictObject({
    counts: z.strictObject({
      signingKeys: count,
      authorities: count,
      contracts: count,
      /** Offers made. */
      offers: count,
      /** Credentials claimed, revoked ones among them. */
      issued: count,
      revoked: count,
    }),
    attention: z.array(Attention).max(20),
    /** The latest ten, newest first. */
    events: z.array(RecentEvent).max(10),
  })
  .meta({ id: "OverviewData" });
export type OverviewData = z.infer<typeof OverviewData>;
