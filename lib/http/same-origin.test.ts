import { expect, test } from "vitest";
import { requireSameOrigin } from "@/lib/http/same-origin";

const ORIGIN = "https://portal.example.org";
const good = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
const check = (headers: Record<string, string>) => () => requireSameOrigin(new Headers(headers), ORIGIN);

test("a change by cookie needs the configured origin and the browser's word; what is absent counts as wrong (A4)", () => {
  expect(check(good)).not.toThrow();
  const wrong: Record<string, string>[] = [
    {},
    { origin: ORIGIN },
    { "sec-fetch-site": "same-origin" },
    { ...good, origin: "https://evil.example.org" },
    { ...good, origin: "null" },
    { ...good, origin: `${ORIGIN}.evil.example.org` },
    { ...good, "sec-fetch-site": "same-site" },
    { ...good, "sec-fetch-site": "none" },
    {
      origin: "https://evil.example.org",
      host: "evil.example.org",
      "x-forwarded-host": "evil.example.org",
      "sec-fetch-site": "same-origin",
    },
  ];
  for (const headers of wrong) expect(check(headers)).toThrow(expect.objectContaining({ code: "forbidden" }));
});
