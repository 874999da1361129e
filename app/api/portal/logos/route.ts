import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { readLogo } from "@/lib/contract/read-logo";

export const GET = route(operations.readLogo, async ({ ctx, request }) => {
  const { contentType, bytes } = await readLogo(ctx, { uri: new URL(request.url).searchParams.get("uri") ?? "" });
  const headers = { "content-type": contentType, "cache-control": "private, max-age=300" };
  return new Response(Buffer.from(bytes), { headers });
});
