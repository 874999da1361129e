import { preflight } from "@/lib/apis/wallet/dialect";
import { postRootToken } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postRootToken;
export const OPTIONS = preflight;
