import { answerTokenRequest } from "@/lib/auth/token-endpoint";
import { platform } from "@/lib/platform";

export async function POST(
  request: Request,
  { params }: RouteContext<"/[tenant]/oauth2/v2.0/token">,
): Promise<Response> {
  const { tenant } = await params;
  return answerTokenRequest(platform(), request, tenant);
}
