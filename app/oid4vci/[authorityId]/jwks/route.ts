import { preflight } from "@/lib/apis/wallet/dialect";
import { getJwks } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getJwks;
export const OPTIONS = preflight;
