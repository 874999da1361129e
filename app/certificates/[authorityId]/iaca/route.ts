import { getRoots } from "@/lib/apis/hosted/certificates";

export const dynamic = "force-dynamic";

export const GET = getRoots;
