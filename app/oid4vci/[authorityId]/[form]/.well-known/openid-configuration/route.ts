import { preflight } from "@/lib/apis/wallet/dialect";
import { getOlderConfiguration } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOlderConfiguration;
export const OPTIONS = preflight;
