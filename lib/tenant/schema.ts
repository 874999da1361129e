import * as z from "zod";

/** What may want a hand. The face knows the words and the way to mend each. */
export const attentionKinds = [
  /** An authority signs with a software key. */
  "developmentKey",
  /** An authority's linked domain has not been validated. */
  "domainNotLinked",
  /** An authority's published DID document is not the one we would publish. */
  "didOutOfSync",
  /** A key could not be made, or its backend will not sign with it. */
  "signingKeyUnusable",
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

/** Counting stops here: beyond it the exact number tells nobody anything, and costs. */
export const COUNT_LIMIT = 10_000;

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
