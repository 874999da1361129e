import { expect, test } from "vitest";
import { createEgress } from "@/lib/egress/egress";
import { filledCallbackUrl, requirePermittedCallbackUrl } from "@/lib/issuance/callback-url";

const egress = createEgress({ allow: [] });
const session = "2f6d5f2e-0000-4000-8000-000000000001";

test("$id is replaced at every occurrence in path and query, and nowhere else (E4)", () => {
  expect(filledCallbackUrl("https://example.org/$id/x$id?a=$id&b=$id#$id", session)).toBe(
    `https://example.org/${session}/x${session}?a=${session}&b=${session}#$id`,
  );
});

test.each([
  "https://$id/",
  "https://$id.example.org/",
  "https://%24id.example.org/",
  "https://user:$id@example.org/",
  "https://example.org:$id/",
  "https://10.0.0.7/$id",
  "https://[::1]/$id",
  "https://localhost/$id",
  "http://example.org/$id",
  "https://example.org:8443/$id",
  "ftp://example.org/$id",
  "https://example.org\\@169.254.169.254/$id",
  "$id",
  `https://example.org/${"$id".repeat(400)}`,
  `https://example.org/${"x".repeat(2000)}`,
])("%s is refused (E2, I11)", (url) => {
  const judge = () => requirePermittedCallbackUrl({ egress }, url, session);
  expect(judge).toThrow(expect.objectContaining({ code: "invalid_request", target: "statusCallbackUri" }));
});

test("an ordinary address is taken", () => {
  expect(() => requirePermittedCallbackUrl({ egress }, "https://example.org/$id", session)).not.toThrow();
});
