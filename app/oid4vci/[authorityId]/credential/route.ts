import { preflight } from "@/lib/apis/wallet/dialect";
import { postCredential } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postCredential;
export const OPTIONS = preflight;
