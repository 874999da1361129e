import { describe, expect, test } from "vitest";
import { hostGuard } from "@/server/hosts.mjs";

describe("only configured host names are answered (Z1)", () => {
  const local = hostGuard({ origin: "http://localhost:3000", host: "127.0.0.1", port: 3000 });
  const hosted = hostGuard({ origin: "https://portal.example.org", host: "0.0.0.0", port: 3000 });

  test.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:3000"])("on loopback: %s", (host) => {
    expect(local(host, "127.0.0.1")).toBe("ours");
  });

  test.each(["portal.example.org", "Portal.Example.Org"])("in public: %s", (host) => {
    expect(hosted(host, "10.0.0.5")).toBe("ours");
  });

  test("a health probe may use the address it dials", () => {
    expect(hosted("10.0.0.5:3000", "::ffff:10.0.0.5")).toBe("ours");
    expect(hosted("10.0.0.6:3000", "10.0.0.5")).toBe("foreign");
  });

  test.each(["evil.example", "localhost", "localhost:3001", "portal.example.org:3000", "localhost.evil.example:3000"])(
    "foreign: %s",
    (host) => {
      expect(local(host, "127.0.0.1")).toBe("foreign");
    },
  );

  test.each([undefined, "", "a b", "localhost:3000/x", "user@localhost:3000", "a,b", "http://localhost:3000"])(
    "malformed: %s",
    (host) => {
      expect(local(host, "127.0.0.1")).toBe("malformed");
    },
  );
});
