import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { routeModule } from "@/lib/testing/admin-api";

const nextAuth = vi.hoisted(() => vi.fn(async (request: Request) => new Response(await request.text())));
vi.mock("next-auth", () => ({ default: nextAuth }));
vi.mock("@/lib/auth/sign-in", () => ({ signInOptions: () => ({}) }));
vi.mock("@/lib/platform", () => ({ platform: () => ({ publicUrl: "https://portal.example.org" }) }));

type Handler = (request: Request, context: object) => Promise<Response>;
let post: Handler;

beforeAll(async () => {
  post = (await routeModule("/api/auth/[...nextauth]"))?.POST as Handler;
});

const ask = (body: string, headers: Record<string, string> = {}) => {
  const own = { origin: "https://portal.example.org", "sec-fetch-site": "same-origin", ...headers };
  const form = { "content-type": "application/x-www-form-urlencoded", ...own };
  return post(
    new NextRequest("https://portal.example.org/api/auth/callback/password", { method: "POST", headers: form, body }),
    {},
  );
};

test("the sign-in reads 16 KiB and no more (L1)", async () => {
  const full = "a".repeat(16 * 1024);
  expect(await (await ask(full)).text()).toBe(full);
  expect((await ask(`${full}a`)).status).toBe(413);
  expect((await ask("a", { "content-encoding": "gzip" })).status).toBe(415);
});

test.each<Record<string, string>>([
  { origin: "https://evil.example.org" },
  { "sec-fetch-site": "cross-site" },
  { origin: "" },
])("a sign-in that another page sends is refused: %j (A4)", async (headers) => {
  nextAuth.mockClear();
  expect((await ask("a=1", headers)).status).toBe(403);
  expect(nextAuth).not.toHaveBeenCalled();
});

describe("what the library takes for a fault of the server's is the request's (I15)", () => {
  const get = async (query: string, cookie = "") => {
    const handler = (await routeModule("/api/auth/[...nextauth]"))?.GET as Handler;
    const url = `https://portal.example.org/api/auth/csrf${query}`;
    return handler(new NextRequest(url, { headers: { cookie } }), {});
  };
  const wayBack = (to: string) => `__Secure-next-auth.callback-url=${encodeURIComponent(to)}`;

  test.each(["garbage", ":::", "javascript:alert(1)", "http://[::1"])(
    "a way back to %s, which is forgotten",
    async (to) => {
      nextAuth.mockClear();
      for (const answer of [await get(`?callbackUrl=${encodeURIComponent(to)}`), await get("", wayBack(to))]) {
        expect(answer.status).toBe(400);
        expect(answer.headers.getSetCookie().join()).toMatch(/__Secure-next-auth.callback-url=; Path=\/; Max-Age=0/);
      }
      expect(nextAuth).not.toHaveBeenCalled();
    },
  );

  test("a way back that is one passes", async () => {
    expect((await get("?callbackUrl=/activity", wayBack("https://portal.example.org/"))).status).toBe(200);
  });

  test("JSON that is none", async () => {
    expect((await ask("[", { "content-type": "application/json" })).status).toBe(400);
  });

  test("an address that it has for other providers only", async () => {
    nextAuth.mockResolvedValueOnce(new Response("Error", { status: 500 }));
    expect((await get("")).status).toBe(400);
  });
});

test("every answer of the sign-in has the headers of all (L6)", async () => {
  for (const answer of [await ask("a=1"), await ask("a=1", { origin: "" })]) {
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  }
});
