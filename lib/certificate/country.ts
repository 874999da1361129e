import type { Ctx } from "@/lib/context";
import { readSettings } from "@/lib/tenant/settings";

/** ISO 3166 sets it aside for users: no country is known. */
const UNKNOWN_COUNTRY = "ZZ";

/** The country that the organisation's certificates name: ISO/IEC 18013-5 wants one. */
export const countryOf = async (ctx: Ctx): Promise<string> => (await readSettings(ctx)).country ?? UNKNOWN_COUNTRY;
