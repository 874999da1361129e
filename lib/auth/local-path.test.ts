import { expect, test } from "vitest";
import { localPath } from "@/lib/auth/local-path";
import { sessionCookieName } from "@/lib/auth/session-cookie";

const ORIGIN = "https://portal.example.org";

test("after signing in one lands on a page of this portal, wherever the link wanted to lead", () => {
  expect(localPath("/contracts?name=a%20b", ORIGIN)).toBe("/contracts?name=a%20b");
  expect(localPath(`${ORIGIN}/activity`, ORIGIN)).toBe("/activity");
  const elsewhere = ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "javascript:alert(1)"];
  const nowhere = [undefined, "", ["/a"], "/signin", "/signin?next=/signin", "http://[", `${ORIGIN}//evil.example.org`];
  for (const wanted of [...elsewhere, ...nowhere]) expect(localPath(wanted, ORIGIN)).toBe("/");
});

test("the session cookie is bound to the host over https (A7)", () => {
  expect(sessionCookieName(ORIGIN)).toBe("__Host-portal-session");
  expect(sessionCookieName("http://localhost:3000")).toBe("portal-session");
});
