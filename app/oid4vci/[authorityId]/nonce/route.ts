import { preflight } from "@/lib/apis/wallet/dialect";
import { postNonce } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postNonce;
export const OPTIONS = preflight;
