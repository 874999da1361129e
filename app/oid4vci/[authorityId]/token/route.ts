import { preflight } from "@/lib/apis/wallet/dialect";
import { postToken } from "@/lib/apis/wallet/handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const POST = postToken;
export const OPTIONS = preflight;
