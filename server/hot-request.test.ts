import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { HotRequest } from "@/server/hot-request.mjs";

const raw = ["Accept", "text/plain", "X-Twice", "a", "x-twice", "b", "Content-Type", "application/json"];
const message = { method: "POST", rawHeaders: raw } as IncomingMessage;
const url = "https://portal.example.org/a?b=1";
const hot = (body?: Buffer) => new HotRequest(message, url, body);
const standard = (body?: Buffer<ArrayBuffer>) =>
  new Request(url, {
    method: "POST",
    body,
    headers: raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1] ?? ""]])) as [string, string][],
  });

test("a handler reads from a hot request what a standard one says", async () => {
  const [own, other] = [hot(Buffer.from('{"a":1}')), standard(Buffer.from('{"a":1}'))];
  expect([own.method, own.url, own.signal.aborted]).toEqual([other.method, other.url, other.signal.aborted]);
  expect([...own.headers]).toEqual([...other.headers]);
  for (const name of ["x-twice", "ACCEPT", "content-type", "absent"]) {
    expect([own.headers.get(name), own.headers.has(name)]).toEqual([other.headers.get(name), other.headers.has(name)]);
  }
  expect(await own.clone().json()).toEqual(await other.clone().json());
  expect(await own.arrayBuffer()).toEqual(await other.arrayBuffer());
});

test("a hot request without a body has an empty one", async () => {
  expect((await hot().arrayBuffer()).byteLength).toBe(0);
  expect(hot().body).toBeNull();
});
