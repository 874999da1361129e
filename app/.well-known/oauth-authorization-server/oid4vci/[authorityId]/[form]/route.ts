import { preflight } from "@/lib/apis/wallet/dialect";
import { getOlderServerMetadata } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOlderServerMetadata;
export const OPTIONS = preflight;
