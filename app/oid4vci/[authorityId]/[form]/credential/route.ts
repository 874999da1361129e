import { preflight } from "@/lib/apis/wallet/dialect";
import { postOlderCredential } from "@/lib/apis/wallet/older-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postOlderCredential;
export const OPTIONS = preflight;
