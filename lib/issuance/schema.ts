import * as z from "zod";
import { FormatId } from "@/lib/contract/schema";
import { protocols } from "@/lib/kernel/protocols";
import { sessionStates } from "@/lib/kernel/session-states";

/** How long an offer can be taken up (security P1: ten minutes at most). */
export const OFFER_LIFETIME_SECONDS = 300;

/** A code the holder types in, told over another channel than the offer: 4 to 16 digits (security P1). */
export const TransactionCode = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("plain"), value: z.string().regex(/^\d{4,16}$/, "Give 4 to 16 digits.") }),
    // The caller knows the code and tells us only base64(SHA-256(salt + code)).
    z.strictObject({
      kind: z.literal("hashed"),
      value: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "Give the Base64 of a SHA-256 hash."),
      salt: z.string().max(200),
      length: z.int().min(4).max(16),
    }),
  ])
  .meta({ id: "TransactionCode" });
export type TransactionCode = z.infer<typeof TransactionCode>;

/** Published clients send null for what they leave out. */
const leftOut = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value): z.output<Schema> | undefined => value ?? undefined)
    .optional();

/** Kept and shown, never fetched. Clients leave it empty too. */
const WebAddress = z
  .string()
  .max(2000)
  .refine((text) => text === "" || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)), {
    error: "Give an address that begins with https://.",
  });

/** Where we tell the caller how the issuance goes. It gates the issuance (security I6). */
export const Callback = z
  .strictObject({
    url: z.url().max(2000),
    state: z.string().max(1000),
    headers: z
      .record(z.string(), z.string().max(4000))
      .nullish()
      .transform((headers) => headers ?? {}),
  })
  .superRefine(({ headers }, context) => {
    for (const name of Object.keys(headers)) {
      if (!["api-key", "authorization"].includes(name.toLowerCase())) {
        context.addIssue({
          code: "custom",
          path: ["headers", name],
          message: "Only api-key and Authorization are sent on.",
        });
      }
    }
  })
  .meta({ id: "Callback" });
export type Callback = z.infer<typeof Callback>;

/** How the asking application presents itself. Wallets are not told: people find it with the transaction. */
export const Registration = z
  .strictObject({
    clientName: z.string().trim().min(1).max(200),
    logoUrl: leftOut(WebAddress),
    termsOfServiceUrl: leftOut(WebAddress),
    purpose: leftOut(z.string().max(1000)),
  })
  .meta({ id: "Registration" });
export type Registration = z.infer<typeof Registration>;

export const Protocol = z.enum(protocols).meta({ id: "Protocol" });
export type Protocol = z.infer<typeof Protocol>;

/**
 * Claims by their input names, as the contract's id-token-hint rules call them. A photo too has to be within the longest
 * text that any request may hold (security L1).
 */
export const InputClaims = z.record(z.string().max(200), z.string().max(64 * 1024));

export const CreateIssuance = z.strictObject({
  /** Public or row id. */
  contractId: z.string().max(500),
  /** When given, the contract must be this issuer's, and of these types. */
  authority: z.string().max(500).optional(),
  types: z.array(z.string().max(200)).optional(),
  format: FormatId.optional(),
  protocol: Protocol.default("1.0"),
  claims: InputClaims.default({}),
  transactionCode: TransactionCode.optional(),
  callback: Callback.optional(),
  registration: Registration.optional(),
  /** Ends the credential's validity; only where the contract allows it. */
  validUntil: z.date().optional(),
});
export type CreateIssuance = z.infer<typeof CreateIssuance>;

export const SessionState = z.enum(sessionStates);
export type SessionState = z.infer<typeof SessionState>;

/** How a wallet comes to its access token. */
const grants = ["preAuthorized", "authorizationCode"] as const;
export type Grant = (typeof grants)[number];

export const SessionFailure = z.object({ code: z.string(), message: z.string() });
export type SessionFailure = z.infer<typeof SessionFailure>;

/** An authority's sessions, those offered from one moment to before another. */
export const ListTransactions = z.strictObject({
  authorityId: z.string().max(200),
  from: z.date().optional(),
  until: z.date().optional(),
  /** How many at once. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** What became of an offer, for those who look back. Times are RFC 3339 in UTC. */
export interface TransactionView {
  id: string;
  state: SessionState;
  contractPublicId: string;
  contractName: string;
  format: FormatId;
  /** What the asking application calls itself; null when an offer was made in the portal. */
  clientName: string | null;
  /** The credentials that a wallet got, revoked ones too. */
  credentialIds: string[];
  failure: SessionFailure | null;
  createdAt: string;
  openedAt: string | null;
  redeemedAt: string | null;
  issuedAt: string | null;
  endedAt: string | null;
}

/** A session as screens see it. Times are RFC 3339 in UTC. */
export interface IssuanceView {
  id: string;
  state: SessionState;
  contractId: string;
  contractName: string;
  format: FormatId;
  /** `openid-credential-offer://…`, while the offer can be taken up. */
  offerUri: string | null;
  transactionCode: { length: number } | null;
  failure: SessionFailure | null;
  credentialIds: string[];
  createdAt: string;
  expiresAt: string;
  openedAt: string | null;
  redeemedAt: string | null;
  issuedAt: string | null;
  endedAt: string | null;
}
