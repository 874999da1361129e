import * as z from "zod";
import type { BulkRowProblem } from "@/lib/bulk-issuance/schema";
import type { Platform } from "@/lib/context";
import { isBrokenSeal } from "@/lib/kernel/seal";
import { sealForTenant, unsealForTenant } from "@/lib/tenant/store";

/** Cells are personal data: at rest they are sealed with the tenant's key (security S5), each row at its place. */
const Row = z.array(z.string().nullable());

interface Place {
  readonly tenantId: string;
  readonly bulkId: string;
  readonly row: number;
}

const TABLE = "bulk_issuance_item";

const placeOf = ({ tenantId, bulkId, row }: Place) => ({
  tenantId,
  table: TABLE,
  row: `${bulkId}/${row}`,
  column: "sealed_row",
});

export const sealRow = (platform: Platform, place: Place, cells: readonly (string | null)[]): Promise<string> =>
  sealForTenant(platform, placeOf(place), JSON.stringify(cells));

/** The cells of a row; or, where it was changed or moved at rest, what is told of it while the other rows go on. */
export async function unsealRow(
  platform: Platform,
  place: Place,
  sealed: string,
): Promise<{ cells: (string | null)[] } | { cells: null; problem: BulkRowProblem }> {
  try {
    return { cells: Row.parse(JSON.parse(await unsealForTenant(platform, placeOf(place), sealed))) };
  } catch (error) {
    if (isBrokenSeal(error, TABLE)) return { cells: null, problem: unreadable };
    throw error;
  }
}

const unreadable: BulkRowProblem = {
  message: "The row's stored cells do not open: they were changed or moved in the database. Give its cells again.",
  cells: {},
};
