import { preflight } from "@/lib/apis/wallet/dialect";
import { postRootCredential } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postRootCredential;
export const OPTIONS = preflight;
