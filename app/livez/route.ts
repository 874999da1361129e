import { apiHeaders } from "@/lib/http/security-headers";

export const hot = true;
export const dynamic = "force-dynamic";

/** The process is up. */
export const GET = (): Response => Response.json({ status: "live" }, { headers: apiHeaders });
