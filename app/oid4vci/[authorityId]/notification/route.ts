import { preflight } from "@/lib/apis/wallet/dialect";
import { postNotification } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postNotification;
export const OPTIONS = preflight;
