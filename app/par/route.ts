import { preflight } from "@/lib/apis/wallet/dialect";
import { postRootPush } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postRootPush;
export const OPTIONS = preflight;
