import { getManifest, preflightManifest } from "@/lib/apis/admin/manifest";

export const hot = true;
export const dynamic = "force-dynamic";

export const GET = getManifest;
export const OPTIONS = preflightManifest;
