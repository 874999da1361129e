import { preflight } from "@/lib/apis/wallet/dialect";
import { getRootJwks } from "@/lib/apis/wallet/root-handlers";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getRootJwks;
export const OPTIONS = preflight;
