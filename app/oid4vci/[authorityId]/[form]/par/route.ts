import { preflight } from "@/lib/apis/wallet/dialect";
import { postOlderPush } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postOlderPush;
export const OPTIONS = preflight;
