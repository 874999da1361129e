import { preflight } from "@/lib/apis/wallet/dialect";
import { getOffer, headOffer } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getOffer;
export const HEAD = headOffer;
export const OPTIONS = preflight;
