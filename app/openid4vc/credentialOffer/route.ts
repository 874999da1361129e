import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootOffer } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootOffer;
export const OPTIONS = preflight;
