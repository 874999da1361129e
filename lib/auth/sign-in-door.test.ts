import { beforeAll, expect, test, vi } from "vitest";
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
    new Request("https://portal.example.org/api/auth/callback/password", { method: "POST", headers: form, body }),
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
