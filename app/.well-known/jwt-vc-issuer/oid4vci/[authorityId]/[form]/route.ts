import { preflight } from "@/lib/apis/wallet/dialect";
import { getOlderJwtVcIssuer } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOlderJwtVcIssuer;
export const OPTIONS = preflight;
