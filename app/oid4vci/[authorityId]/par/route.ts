import { preflight } from "@/lib/apis/wallet/dialect";
import { postPush } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postPush;
export const OPTIONS = preflight;
