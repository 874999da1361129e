import { preflight } from "@/lib/apis/wallet/dialect";
import { getOlderIssuerMetadata } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOlderIssuerMetadata;
export const OPTIONS = preflight;
