import { describe, expect, test } from "vitest";
import { destinationOf } from "@/lib/egress/destination";
import { fc } from "@/lib/testing/chance";

describe("a URL is judged before any name is looked up (E2)", () => {
  test.each([
    ["http://example.org/", "https_required"],
    ["ftp://example.org/", "https_required"],
    ["file:///etc/passwd", "https_required"],
    ["data:text/plain,x", "https_required"],
    ["https://user@example.org/", "user_info"],
    ["https://user:word@example.org/", "user_info"],
    ["https://example.org:8443/", "port_not_allowed"],
    ["https://example.org:80/", "port_not_allowed"],
    ["https://127.0.0.1/", "address_instead_of_name"],
    ["https://8.8.8.8/", "address_instead_of_name"],
    ["https://127.0.0.1./", "address_instead_of_name"],
    ["https://2130706433/", "address_instead_of_name"],
    ["https://0177.0.0.1/", "address_instead_of_name"],
    ["https://0x7f000001/", "address_instead_of_name"],
    ["https://0x7f.1/", "address_instead_of_name"],
    ["https://127.1/", "address_instead_of_name"],
    ["https://[::1]/", "address_instead_of_name"],
    ["https://[::ffff:127.0.0.1]/", "address_instead_of_name"],
    ["https://localhost/", "invalid_url"],
    ["https://intranet/", "invalid_url"],
    ["https://example.org./", "invalid_url"],
    ["https://example.org\\@127.0.0.1/", "invalid_url"],
    ["https://exa\tmple.org/", "invalid_url"],
    [" https://example.org/", "invalid_url"],
    ["https://①②⑦.⓪.⓪.①/", "invalid_url"],
    ["https://bücher.example/", "invalid_url"],
    ["https://example.org:99999/", "invalid_url"],
    ["//example.org/", "invalid_url"],
    ["", "invalid_url"],
    [`https://example.org/${"a".repeat(5000)}`, "invalid_url"],
  ])("%s: %s", (url, failure) => {
    expect(destinationOf(url, [])).toBe(failure);
  });

  test("an international name is taken in its ASCII form", () => {
    expect(destinationOf("https://xn--bcher-kva.example/x?y=1", [])).toMatchObject({
      host: "xn--bcher-kva.example",
      port: 443,
    });
  });

  test("whatever the text, only https to a name on port 443 gets through", () => {
    const text = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("", "https://", "http://", "https://a@", "//"), (tail, head) => {
        const destination = destinationOf(head + tail, []);
        if (typeof destination === "string") return;
        expect(destination.url.protocol).toBe("https:");
        expect(destination.port).toBe(443);
        expect(destination.host).toMatch(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/);
        expect(destination.url.username).toBe("");
      }),
      { numRuns: 500 },
    );
  });
});

describe("the operator's exceptions are exact (E2)", () => {
  const allow = ["127.0.0.1:9000", "callbacks.internal:8443", "[::1]:80"];

  test.each([
    ["http://127.0.0.1:9000/hook", "127.0.0.1"],
    ["https://callbacks.internal:8443/hook", "callbacks.internal"],
    ["http://[::1]/hook", "::1"],
  ])("%s is let through", (url, host) => {
    expect(destinationOf(url, allow)).toMatchObject({ host, excepted: true });
  });

  test.each([
    ["http://127.0.0.1:9001/hook", "https_required"],
    ["http://127.0.0.1/hook", "https_required"],
    ["https://127.0.0.2:9000/hook", "address_instead_of_name"],
    ["https://other.internal:8443/hook", "port_not_allowed"],
    ["http://user@127.0.0.1:9000/hook", "user_info"],
  ])("%s is not", (url, failure) => {
    expect(destinationOf(url, allow)).toBe(failure);
  });
});
