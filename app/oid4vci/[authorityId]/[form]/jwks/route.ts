import { preflight } from "@/lib/apis/wallet/dialect";
import { getOlderJwks } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOlderJwks;
export const OPTIONS = preflight;
