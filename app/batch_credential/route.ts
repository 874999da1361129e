import { preflight } from "@/lib/apis/wallet/dialect";
import { postRootBatch } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postRootBatch;
export const OPTIONS = preflight;
