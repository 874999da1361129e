import { preflight } from "@/lib/apis/wallet/dialect";
import { getCredentialType } from "@/lib/apis/wallet/documents";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getCredentialType;
export const OPTIONS = preflight;
