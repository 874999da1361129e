import { preflight } from "@/lib/apis/wallet/dialect";
import { postRootDeferred } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postRootDeferred;
export const OPTIONS = preflight;
