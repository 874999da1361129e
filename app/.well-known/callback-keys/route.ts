import { preflight } from "@/lib/apis/wallet/dialect";
import { getCallbackKeys } from "@/lib/apis/wallet/documents";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getCallbackKeys;
export const OPTIONS = preflight;
