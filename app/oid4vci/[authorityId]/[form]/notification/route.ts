import { preflight } from "@/lib/apis/wallet/dialect";
import { postOlderNotification } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postOlderNotification;
export const OPTIONS = preflight;
