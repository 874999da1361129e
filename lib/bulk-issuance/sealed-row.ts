import * as z from "zod";
import type { Platform } from "@/lib/context";
import { sealForTenant, unsealForTenant } from "@/lib/tenant/store";

/** Cells are personal data: at rest they are sealed with the tenant's key (security S5), each row at its place. */
const Row = z.array(z.string().nullable());

interface Place {
  readonly tenantId: string;
  readonly bulkId: string;
  readonly row: number;
}

const placeOf = ({ tenantId, bulkId, row }: Place) => ({
  tenantId,
  table: "bulk_issuance_item",
  row: `${bulkId}/${row}`,
  column: "sealed_row",
});

export const sealRow = (platform: Platform, place: Place, cells: readonly (string | null)[]): Promise<string> =>
  sealForTenant(platform, placeOf(place), JSON.stringify(cells));

export const unsealRow = async (platform: Platform, place: Place, sealed: string): Promise<(string | null)[]> =>
  Row.parse(JSON.parse(await unsealForTenant(platform, placeOf(place), sealed)));
