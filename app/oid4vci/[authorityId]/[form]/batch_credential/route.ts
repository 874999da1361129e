import { preflight } from "@/lib/apis/wallet/dialect";
import { postOlderBatch } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postOlderBatch;
export const OPTIONS = preflight;
