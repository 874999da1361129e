import { preflight } from "@/lib/apis/wallet/dialect";
import { statusListFromMemory, statusListRoute } from "@/lib/apis/wallet/status-list";

export const hot = true;
export const dynamic = "force-dynamic";

export const fromMemory = statusListFromMemory("bitstring");
export const GET = statusListRoute("bitstring");
export const OPTIONS = preflight;
