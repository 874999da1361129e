import { preflight } from "@/lib/apis/wallet/dialect";
import { postOlderDeferred } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postOlderDeferred;
export const OPTIONS = preflight;
