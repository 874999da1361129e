import { postIssueMdoc } from "@/lib/apis/issuer/issuing";

export const hot = true;

export const POST = postIssueMdoc;
