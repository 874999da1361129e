import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signInOptions } from "@/lib/auth/sign-in";
import { bodyLimits, readText } from "@/lib/http/body";
import { toProblem } from "@/lib/http/problem";
import { requireSameOrigin } from "@/lib/http/same-origin";
import { platform } from "@/lib/platform";

type Context = RouteContext<"/api/auth/[...nextauth]">;

export const GET = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request, context, signInOptions());

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  try {
    requireSameOrigin(request.headers, platform().publicUrl);
    // The library would read a body of any size (security L1).
    const body = await readText(request, bodyLimits.form);
    const bounded = new NextRequest(request.url, { method: "POST", headers: request.headers, body });
    return NextAuth(bounded, context, signInOptions());
  } catch (error) {
    const { code, message, status } = toProblem(error);
    return Response.json({ problem: { code, message, requestId: crypto.randomUUID() } }, { status });
  }
}
