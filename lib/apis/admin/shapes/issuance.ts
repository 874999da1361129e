import { toDataURL } from "qrcode";
import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { withoutNulls } from "@/lib/contract/loose-json";
import { FormatId } from "@/lib/contract/schema";
import { WireIndexHash } from "@/lib/credential/schema";
import type { CreatedIssuance } from "@/lib/issuance/create-issuance";
import {
  Callback,
  type CreateIssuance,
  InputClaims,
  Protocol,
  Registration,
  type TransactionCode,
} from "@/lib/issuance/schema";
import { invalidField, Problem } from "@/lib/kernel/errors";

const DIGITS = /^\d{4,16}$/;

const Pin = z
  .strictObject({
    value: z.string().max(200),
    length: z.int().min(4).max(16).optional(),
    type: z.literal("numeric").optional(),
    salt: z.string().max(200).optional(),
    alg: z.literal("sha256").optional(),
    iterations: z.literal(1).optional(),
  })
  .meta({ id: "Pin" });

/** createIssuanceRequest (section 14.1), with `format` and `protocol`, which are our own. */
export const IssuanceRequest = z
  .preprocess(
    withoutNulls,
    z.strictObject({
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
      protocol: Protocol.default("1.0"),
    }),
  )
  .meta({ id: "IssuanceRequest" });
export type IssuanceRequest = z.infer<typeof IssuanceRequest>;

export const IssuanceResponse = z
  .object({ requestId: z.uuid(), url: z.string(), expiry: z.int(), qrCode: z.string().optional() })
  .meta({ id: "IssuanceResponse" });

const MANIFEST = /\/v1\.0\/tenants\/([^/]+)\/verifiableCredentials\/contracts\/([^/?#]+)\/manifest\/?(?:[?#].*)?$/i;

const noContract = (): Problem =>
  invalidField("manifest", "fetch_contract_error: give the manifestUrl of one of this tenant's contracts.");

/** Here a contract is named in the body, so that one that is not there is a fault of the request (section 3.4). */
export function asRequestFault(error: unknown): never {
  if (error instanceof Problem && error.code === "not_found" && error.target === "manifest") throw noContract();
  throw error;
}

/** The contract that a manifest URL names; the host does not count, since it is the tenant's own. */
function contractIn(ctx: Ctx, manifest: string): string {
  const [, tenantId, publicId] = MANIFEST.exec(manifest) ?? [];
  if (!publicId || tenantId?.toLowerCase() !== ctx.tenantId) {
    throw noContract();
  }
  return publicId;
}

/** How long a hashed PIN is when its length is not told (section 11). */
const PIN_LENGTH = 6;

function transactionCode({ value, length, salt, alg, iterations }: z.infer<typeof Pin>): TransactionCode {
  if (salt !== undefined) {
    if (!WireIndexHash.safeParse(value).success) {
      throw invalidField("pin.value", "With a salt, give the Base64 of SHA-256(salt + pin).");
    }
    return { kind: "hashed", value, salt, length: length ?? PIN_LENGTH };
  }
  if (alg !== undefined || iterations !== undefined) {
    throw invalidField("pin.salt", "A hashed pin comes with its salt: give it, or send the digits themselves.");
  }
  if (!DIGITS.test(value)) throw invalidField("pin.value", "Give 4 to 16 digits.");
  if (length !== undefined && value.length !== length) {
    throw invalidField("pin.length", "The pin's length must be the number of its digits.");
  }
  return { kind: "plain", value };
}

/** What the Request Service's wire says, as the domain takes it. */
export function issuanceInput(ctx: Ctx, request: IssuanceRequest): CreateIssuance {
  const { authority, manifest, type, registration, callback, claims, pin, expirationDate, format, protocol } = request;
  return {
    contractId: contractIn(ctx, manifest),
    authority,
    types: type.split(",").map((one) => one.trim()),
    claims: claims ?? {},
    registration,
    protocol,
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
