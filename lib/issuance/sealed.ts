import * as z from "zod";
import type { Platform } from "@/lib/context";
import { IssuanceDocument } from "@/lib/document/schema";
import { StoredCallback } from "@/lib/issuance/callback-schema";
import { sealForTenant, unsealForTenant } from "@/lib/tenant/store";

/** What of a session is secret or personal: sealed with the tenant's key, and wiped when it is no longer needed. */
const contents = {
  sealed_code: z.object({
    offerToken: z.string(),
    /** Left out until a wallet opens the offer, where the offer outlives its code. */
    code: z.string().optional(),
    /** Only where we made it up, until it is told to the holder. */
    transactionCode: z.string().optional(),
    /** What is offered, where the offer is to describe it instead of naming it (draft 11). */
    credentials: z.array(z.record(z.string(), z.unknown())).optional(),
  }),
  sealed_claims: z.record(z.string(), z.string()),
  sealed_document: IssuanceDocument,
  sealed_callback: StoredCallback,
};

type Column = keyof typeof contents;
type Content<Name extends Column> = z.infer<(typeof contents)[Name]>;

interface Place {
  readonly tenantId: string;
  readonly sessionId: string;
}

const placeOf = ({ tenantId, sessionId }: Place, column: Column) => ({
  tenantId,
  table: "issuance_session",
  row: sessionId,
  column,
});

export const sealColumn = <Name extends Column>(
  platform: Platform,
  place: Place,
  column: Name,
  content: Content<Name>,
): Promise<string> => sealForTenant(platform, placeOf(place, column), JSON.stringify(content));

export async function unsealColumn<Name extends Column>(
  platform: Platform,
  place: Place,
  column: Name,
  sealed: string,
): Promise<Content<Name>> {
  const text = await unsealForTenant(platform, placeOf(place, column), sealed);
  return contents[column].parse(JSON.parse(text)) as Content<Name>;
}
