import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootType } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootType;
export const OPTIONS = preflight;
