import { answerTokenRequest } from "@/lib/auth/token-endpoint";
import { platform } from "@/lib/platform";

export const POST = (request: Request): Promise<Response> => answerTokenRequest(platform(), request);
