import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootAuthorize } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootAuthorize;
export const OPTIONS = preflight;
