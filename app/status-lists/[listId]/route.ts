import { preflight } from "@/lib/apis/wallet/dialect";
import { statusListFromMemory, statusListRoute } from "@/lib/apis/wallet/status-list";

export const hot = true;
export const dynamic = "force-dynamic";

export const fromMemory = statusListFromMemory("token");
export const GET = statusListRoute("token");
export const OPTIONS = preflight;
