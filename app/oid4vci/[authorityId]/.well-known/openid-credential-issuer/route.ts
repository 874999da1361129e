import { preflight } from "@/lib/apis/wallet/dialect";
import { getIssuerMetadata } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getIssuerMetadata;
export const OPTIONS = preflight;
