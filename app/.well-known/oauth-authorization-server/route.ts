import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootServerMetadata } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootServerMetadata;
export const OPTIONS = preflight;
