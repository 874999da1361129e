import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootConfiguration } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootConfiguration;
export const OPTIONS = preflight;
