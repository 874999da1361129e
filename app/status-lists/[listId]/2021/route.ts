import { preflight } from "@/lib/apis/wallet/dialect";
import { statusListFromMemory, statusListRoute } from "@/lib/apis/wallet/status-list";

export const hot = true;
export const dynamic = "force-dynamic";

export const fromMemory = statusListFromMemory("list2021");
export const GET = statusListRoute("list2021");
export const OPTIONS = preflight;
