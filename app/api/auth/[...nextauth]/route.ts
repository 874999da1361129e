import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signInOptions } from "@/lib/auth/sign-in";
import { toProblem } from "@/lib/http/problem";
import { requireSameOrigin } from "@/lib/http/same-origin";
import { platform } from "@/lib/platform";

type Context = RouteContext<"/api/auth/[...nextauth]">;

export const GET = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request, context, signInOptions());

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  try {
    requireSameOrigin(request.headers, platform().publicUrl);
  } catch (error) {
    const { code, message, status } = toProblem(error);
    return Response.json({ problem: { code, message, requestId: crypto.randomUUID() } }, { status });
  }
  return NextAuth(request, context, signInOptions());
}
