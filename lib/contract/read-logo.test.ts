import { expect, test } from "vitest";
import { readLogo } from "@/lib/contract/read-logo";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

const ctxWith = async (body: Uint8Array, status = 200) =>
  testCtx(
    await testPlatform({
      egress: { request: async () => ({ ok: true, status, headers: {}, body }), refusal: () => undefined },
    }),
  );

test("a logo's picture is read through the one way out (E1)", async () => {
  const uri = "https://logos.example.org/badge.png";
  expect(await readLogo(await ctxWith(png), { uri })).toEqual({ contentType: "image/png", bytes: png });
});

test.each([
  ["a script", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), 200],
  ["an error page", png, 404],
])("%s is no logo (L4)", async (_what, body, status) => {
  const reading = readLogo(await ctxWith(body, status), { uri: "https://logos.example.org/badge.png" });
  await expect(reading).rejects.toMatchObject({ code: "invalid_request", target: "uri" });
});
