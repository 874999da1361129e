import { preflight } from "@/lib/apis/wallet/dialect";
import { getOlderOffer, headOlderOffer } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOlderOffer;
export const HEAD = headOlderOffer;
export const OPTIONS = preflight;
