import { expect, test } from "vitest";
import { apiHeaders, contentSecurityPolicy, pageHeaders } from "@/lib/http/security-headers";

const live = { nonce: "bm9uY2U", secure: true, development: false };

const sources = (policy: string) =>
  new Map(policy.split("; ").map((line) => [line.split(" ")[0], line.split(" ").slice(1)] as const));

test("a page runs only scripts that carry its own nonce, and no eval (L6)", () => {
  const policy = sources(contentSecurityPolicy(live));
  expect(policy.get("script-src")).toEqual(["'self'", "'nonce-bm9uY2U'", "'strict-dynamic'"]);
  expect(policy.get("script-src-attr")).toEqual(["'none'"]);
  expect(policy.get("style-src-elem")).toEqual(["'self'", "'nonce-bm9uY2U'"]);
});

test("a page can load nothing from, and send nothing to, another origin (L6)", () => {
  const harmless = new Set(["'self'", "'none'", "data:", "blob:", "'nonce-bm9uY2U'", "'strict-dynamic'"]);
  for (const [directive, allowed] of sources(contentSecurityPolicy(live))) {
    const foreign = allowed.filter((source) => !harmless.has(source) && directive !== "style-src-attr");
    expect({ directive, foreign }).toEqual({ directive, foreign: [] });
  }
});

test("nobody frames a page, rebases it or posts its forms elsewhere (L6)", () => {
  const policy = sources(contentSecurityPolicy(live));
  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(policy.get("form-action")).toEqual(["'self'"]);
  expect(policy.get("object-src")).toEqual(["'none'"]);
});

test("eval is for the development server alone (L6)", () => {
  expect(contentSecurityPolicy({ ...live, development: true })).toContain("'unsafe-eval'");
  expect(contentSecurityPolicy(live)).not.toContain("unsafe-eval");
});

test("https is insisted on only where it is there (L6)", () => {
  expect(pageHeaders(live)["strict-transport-security"]).toContain("max-age=31536000");
  const plain = pageHeaders({ ...live, secure: false });
  expect(plain["strict-transport-security"]).toBeUndefined();
  expect(plain["content-security-policy"]).not.toContain("upgrade-insecure-requests");
});

test("every answer forbids guessing its type and telling where the reader came from (L6)", () => {
  for (const headers of [apiHeaders, pageHeaders(live)]) {
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
  }
});
