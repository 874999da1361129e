import { preflight } from "@/lib/apis/wallet/dialect";
import { getJwtVcIssuer } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getJwtVcIssuer;
export const OPTIONS = preflight;
