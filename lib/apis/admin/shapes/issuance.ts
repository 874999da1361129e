import { toDataURL } from "qrcode";
import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { FormatId } from "@/lib/contract/schema";
import type { CreatedIssuance } from "@/lib/issuance/create-issuance";
import { Callback, type CreateIssuance, InputClaims, type TransactionCode } from "@/lib/issuance/schema";
import { invalidField } from "@/lib/kernel/errors";

const DIGITS = /^\d{4,16}$/;

const Pin = z
  .strictObject({
    value: z.string().max(200),
    length: z.int().min(4).max(16).default(6),
    type: z.literal("numeric").optional(),
    salt: z.string().max(200).optional(),
    alg: z.literal("sha256").optional(),
    iterations: z.literal(1).optional(),
  })
  .meta({ id: "Pin" });

const Registration = z
  .strictObject({
    clientName: z.string().min(1).max(200),
    logoUrl: z.string().max(2000).optional(),
    termsOfServiceUrl: z.string().max(2000).optional(),
    purpose: z.string().max(1000).optional(),
  })
  .meta({ id: "Registration" });

/** createIssuanceRequest (section 14.1), with our own `format` and `protocol` (operating.md). */
export const IssuanceRequest = z
  .strictObject({
    authority: z.string().min(1).max(500),
    manifest: z.string().min(1).max(2000),
    type: z.string().min(1).max(2000),
    registration: Registration,
    callback: Callback.optional(),
    includeQRCode: z.boolean().default(false),
    claims: InputClaims.optional(),
    pin: Pin.optional(),
    expirationDate: z.iso.datetime({ offset: true }).optional(),
    format: FormatId.optional(),
    protocol: z.literal("1.0", "Only OpenID4VCI 1.0 is spoken here.").default("1.0"),
  })
  .meta({ id: "IssuanceRequest" });
export type IssuanceRequest = z.infer<typeof IssuanceRequest>;

export const IssuanceResponse = z
  .object({ requestId: z.uuid(), url: z.string(), expiry: z.int(), qrCode: z.string().optional() })
  .meta({ id: "IssuanceResponse" });

const MANIFEST = /\/v1\.0\/tenants\/([^/]+)\/verifiableCredentials\/contracts\/([^/?#]+)\/manifest\/?(?:[?#].*)?$/i;

/** The contract that a manifest URL names; the host does not count, since it is the tenant's own. */
function contractIn(ctx: Ctx, manifest: string): string {
  const [, tenantId, publicId] = MANIFEST.exec(manifest) ?? [];
  if (!publicId || tenantId?.toLowerCase() !== ctx.tenantId) {
    throw invalidField("manifest", "fetch_contract_error: give the manifestUrl of one of this tenant's contracts.");
  }
  return publicId;
}

function transactionCode({ value, length, salt }: z.infer<typeof Pin>): TransactionCode {
  if (salt !== undefined) {
    if (!/^[A-Za-z0-9+/]{43}=$/.test(value)) {
      throw invalidField("pin.value", "With a salt, give the Base64 of SHA-256(salt + pin).");
    }
    return { kind: "hashed", value, salt, length };
  }
  if (!DIGITS.test(value)) throw invalidField("pin.value", "Give 4 to 16 digits.");
  if (value.length !== length) throw invalidField("pin.length", "The pin's length must be the number of its digits.");
  return { kind: "plain", value };
}

/** What the Request Service's wire says, as the domain takes it. */
export function issuanceInput(ctx: Ctx, request: IssuanceRequest): CreateIssuance {
  const { authority, manifest, type, callback, claims, pin, expirationDate, format } = request;
  return {
    contractId: contractIn(ctx, manifest),
    authority,
    types: type.split(",").map((one) => one.trim()),
    claims: claims ?? {},
    ...(format && { format }),
    ...(pin && { transactionCode: transactionCode(pin) }),
    ...(callback && { callback }),
    ...(expirationDate !== undefined && { validUntil: new Date(expirationDate) }),
  };
}

export const presentIssuance = async (
  { id, offerUri, expiresAt }: CreatedIssuance,
  { includeQRCode }: IssuanceRequest,
): Promise<z.infer<typeof IssuanceResponse>> => ({
  requestId: id,
  url: offerUri,
  expiry: Math.floor(expiresAt.getTime() / 1000),
  ...(includeQRCode && { qrCode: await toDataURL(offerUri, { errorCorrectionLevel: "M", margin: 4 }) }),
});
