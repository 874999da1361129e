import { getRevocationList } from "@/lib/apis/hosted/certificates";

export const dynamic = "force-dynamic";

export const GET = getRevocationList;
