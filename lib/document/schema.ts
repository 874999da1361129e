import * as z from "zod";
import type { Json, JsonObject } from "@/lib/kernel/json";

/** What the Issuer API asks to be signed (Issuer API reference, sections 7.3 and 8). */

/** How formats are spelled on the Issuer API's wire and in older wallets' metadata. */
export const WireFormat = z.enum(["jwt_vc_json", "jwt_vc", "vc+sd-jwt", "dc+sd-jwt", "mso_mdoc"]);
export type WireFormat = z.infer<typeof WireFormat>;

/** What was parsed from JSON can be nothing else. */
export const JsonValue = z.unknown() as z.ZodType<Json>;
export const JsonMembers: z.ZodType<JsonObject> = z.record(z.string(), JsonValue);

const DECOYS_MAX = 100;
const decoys = {
  decoyMode: z.enum(["NONE", "FIXED", "RANDOM"]).default("NONE"),
  decoys: z.int().min(0).max(DECOYS_MAX).default(0),
};

/** One member or item: whether it is disclosed selectively, and what holds for what is within it. */
export interface DisclosureField {
  readonly sd: boolean;
  readonly children?: SelectiveDisclosure | null | undefined;
  readonly arrayChildren?: ArrayDisclosure | null | undefined;
}

/** The members of an object (section 8.4). */
export interface SelectiveDisclosure {
  readonly fields: Readonly<Record<string, DisclosureField>>;
  readonly decoyMode: "NONE" | "FIXED" | "RANDOM";
  /** How many digests of nothing are added; in the mode RANDOM at most so many. */
  readonly decoys: number;
}

/** The items of an array: by their place, and all others by the wildcard. */
export interface ArrayDisclosure {
  readonly elements: readonly DisclosureField[];
  readonly wildcard?: DisclosureField | null | undefined;
  readonly decoyMode: "NONE" | "FIXED" | "RANDOM";
  readonly decoys: number;
}

const DisclosureField: z.ZodType<DisclosureField> = z
  .lazy(() =>
    z
      .strictObject({
        sd: z.boolean(),
        children: SelectiveDisclosure.nullish(),
        arrayChildren: ArrayDisclosure.nullish(),
      })
      .refine(({ children, arrayChildren }) => !children || !arrayChildren, {
        error: "A field has children or arrayChildren, not both.",
      }),
  )
  .meta({ id: "DisclosureField" });

const ArrayDisclosure: z.ZodType<ArrayDisclosure> = z
  .lazy(() =>
    z.strictObject({
      elements: z.array(DisclosureField).max(1000).default([]),
      wildcard: DisclosureField.nullish(),
      ...decoys,
    }),
  )
  .meta({ id: "ArrayDisclosure" });

export const SelectiveDisclosure: z.ZodType<SelectiveDisclosure> = z
  .lazy(() => z.strictObject({ fields: z.record(z.string(), DisclosureField), ...decoys }))
  .meta({ id: "SelectiveDisclosure" });

/** What an mdoc is made of: its elements by namespace, and what its mobile security object says besides. */
export const MdocContent = z.strictObject({
  data: z.record(z.string(), JsonMembers),
  /** Left out: an entry of our lists. Null: none. Else the caller's own. */
  status: JsonMembers.nullable().optional(),
  validityDays: z.int(),
  /** PEM certificates, the roots of the chain in `x5Chain`. */
  trustedRoots: z.array(z.string()),
  authorizedTransactionDataTypes: z.array(z.string()),
});
export type MdocContent = z.infer<typeof MdocContent>;

/** Sealed with the session from the offer until the wallet claims: only then the mapping is worked out. */
export const IssuanceDocument = z.strictObject({
  configurationId: z.string(),
  format: WireFormat,
  /** Types of a W3C credential as the configuration has them, with `VerifiableCredential`; empty for other formats. */
  types: z.array(z.string()),
  /** Type of an SD-JWT VC, document type of an mdoc; null for W3C credentials. */
  vct: z.string().nullable(),
  /** As the caller gave it: without one an SD-JWT VC names the credential issuer's URL. */
  issuerDid: z.string().nullable(),
  data: JsonMembers,
  mapping: JsonMembers,
  selectiveDisclosure: SelectiveDisclosure.nullable(),
  /** Certificates in base64 DER, the signer's first. */
  x5Chain: z.array(z.string()),
  /** Left out: an entry of our lists. Null: none. Else the caller's own. */
  status: JsonValue.optional(),
  sdJwtClaims: JsonMembers,
  mdoc: MdocContent.nullable(),
});
export type IssuanceDocument = z.infer<typeof IssuanceDocument>;
