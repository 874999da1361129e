import { postBatchIssue } from "@/lib/apis/issuer/issuing";

export const hot = true;

export const POST = postBatchIssue;
