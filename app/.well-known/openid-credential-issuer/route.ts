import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootIssuerMetadata } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootIssuerMetadata;
export const OPTIONS = preflight;
