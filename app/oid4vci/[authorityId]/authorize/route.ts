import { preflight } from "@/lib/apis/wallet/dialect";
import { getAuthorize } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getAuthorize;
export const OPTIONS = preflight;
