import { preflight } from "@/lib/apis/wallet/dialect";
import { getOlderAuthorize } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOlderAuthorize;
export const OPTIONS = preflight;
