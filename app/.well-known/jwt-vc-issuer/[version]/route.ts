import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootJwtVcIssuer } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootJwtVcIssuer;
export const OPTIONS = preflight;
