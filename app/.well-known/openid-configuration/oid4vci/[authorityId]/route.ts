import { preflight } from "@/lib/apis/wallet/dialect";
import { getServerMetadata } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getServerMetadata;
export const OPTIONS = preflight;
