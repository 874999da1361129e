import { preflight } from "@/lib/apis/wallet/dialect";
import { postDeferred } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postDeferred;
export const OPTIONS = preflight;
