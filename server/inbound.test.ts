import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { cleanHeaders } from "@/server/inbound.mjs";

function cleaned(headers: [string, string][], trustedHops = 0): IncomingMessage {
  const socket = Object.create(new Socket(), { remoteAddress: { value: "192.0.2.9" } });
  const request = new IncomingMessage(socket);
  request.rawHeaders = headers.flat();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    request.headers[key] = request.headers[key] === undefined ? value : `${String(request.headers[key])}, ${value}`;
  }
  cleanHeaders(request, trustedHops);
  return request;
}

const addressOf = (headers: [string, string][], hops: number) => cleaned(headers, hops).headers["x-client-address"];

describe("headers that only we may set are dropped from outside (L3, L6, Z1)", () => {
  test.each([
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "Forwarded",
    "X-Real-IP",
    "X-Nonce",
    "Content-Security-Policy",
    "Content-Security-Policy-Report-Only",
    "X-Middleware-Subrequest",
    "X-Invoke-Path",
    "X-Matched-Path",
    "X-Request-Id",
  ])("%s", (name) => {
    const request = cleaned([
      [name, "from outside"],
      ["Accept", "*/*"],
    ]);
    expect(request.headers).toEqual({ accept: "*/*", "x-client-address": "192.0.2.9" });
    expect(request.rawHeaders).toEqual(["Accept", "*/*", "x-client-address", "192.0.2.9"]);
  });

  test("a client cannot say its own address", () => {
    const request = cleaned([["X-Client-Address", "203.0.113.7"]]);
    expect(request.rawHeaders).toEqual(["x-client-address", "192.0.2.9"]);
  });

  test("all others stay", () => {
    expect(cleaned([["Authorization", "Bearer x"]]).headers.authorization).toBe("Bearer x");
    // Next's own pages say by it where they come from.
    expect(cleaned([["Next-Url", "/contracts"]]).headers["next-url"]).toBe("/contracts");
  });
});

describe("the client's address is counted from the right, over as many proxies as are trusted (L3)", () => {
  const forwarded: [string, string][] = [["X-Forwarded-For", "198.51.100.1, 198.51.100.2, 198.51.100.3"]];
  test.each([
    [0, "192.0.2.9"],
    [1, "198.51.100.3"],
    [2, "198.51.100.2"],
    [3, "198.51.100.1"],
    [4, "192.0.2.9"],
  ])("%i trusted: %s", (hops, address) => {
    expect(addressOf(forwarded, hops)).toBe(address);
  });

  test("a header that comes twice is one list", () => {
    const twice: [string, string][] = [
      ["X-Forwarded-For", "203.0.113.66"],
      ["X-Forwarded-For", "198.51.100.3"],
    ];
    expect(addressOf(twice, 1)).toBe("198.51.100.3");
  });

  test.each([
    ["198.51.100.3:4711", "198.51.100.3"],
    ["[2001:db8::1]:4711", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["unknown", "192.0.2.9"],
    ["", "192.0.2.9"],
  ])("a proxy that writes %j means %s", (text, address) => {
    expect(addressOf([["X-Forwarded-For", text]], 1)).toBe(address);
  });
});
