import { preflight } from "@/lib/apis/wallet/dialect";
import { postIdentityHub } from "@/lib/apis/wallet/identity-hub";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postIdentityHub;
export const OPTIONS = preflight;
