import { beforeAll, describe, expect, test, vi } from "vitest";
import { routeModule } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

beforeAll(async () => {
  shared.platform = await testPlatform();
});

describe("what is not there is told in the API's envelope (section 2.1)", () => {
  test.each(["onboard", "openid4vc", "raw"])("below /%s, whatever the method", async (folder) => {
    const module = await routeModule(`/${folder}/[...path]`);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const handler = module?.[method] as Handler;
      const request = new Request(`https://portal.example.org/${folder}/nothing`, { method });
      const answer = await handler(request, { params: Promise.resolve({}) });
      expect(answer.status).toBe(404);
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(await answer.json()).toEqual({
        exception: true,
        id: "NotFoundException",
        status: "Not Found",
        code: "404",
        message: "There is nothing at this address.",
      });
    }
  });
});
