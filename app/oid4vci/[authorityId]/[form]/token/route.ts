import { preflight } from "@/lib/apis/wallet/dialect";
import { postOlderToken } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postOlderToken;
export const OPTIONS = preflight;
