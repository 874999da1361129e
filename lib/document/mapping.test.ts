import { expect, test } from "vitest";
import { evaluateWith, type FunctionContext } from "@/lib/document/functions";
import { applyMapping } from "@/lib/document/mapping";
import { systemRandom } from "@/lib/kernel/ids";
import type { Json, JsonObject } from "@/lib/kernel/json";

const NOW = new Date("2026-03-01T10:20:30.456Z");

const context = (changes: Partial<FunctionContext> = {}): FunctionContext => ({
  now: NOW,
  random: systemRandom,
  values: new Map<string, Json>([
    ["issuerDid", "did:example:issuer"],
    ["subjectDid", "did:example:holder"],
  ]),
  webhook: async (url) => `body of ${url}`,
  webhookJson: async (url) => ({ from: url }),
  ...changes,
});

const map = (mapping: JsonObject, data: JsonObject = {}, changes: Partial<FunctionContext> = {}) =>
  applyMapping(data, mapping, evaluateWith(context(changes)));

const resultOf = async (call: string, changes: Partial<FunctionContext> = {}): Promise<Json | undefined> =>
  (await map({ value: call }, {}, changes)).data.value;

test.each([
  ["<timestamp>", "2026-03-01T10:20:30.456Z"],
  ["<timestamp-seconds>", 1_772_360_430],
  ["<timestamp-in:365d>", "2027-03-01T10:20:30.456Z"],
  ["<timestamp-in-seconds:1d>", 1_772_446_830],
  ["<timestamp-before:1h>", "2026-03-01T09:20:30.456Z"],
  ["<timestamp-before-seconds:P1D>", 1_772_274_030],
  ["<timestamp-ebsi>", "2026-03-01T10:20:30Z"],
  ["<timestamp-ebsi-in:1d2h>", "2026-03-02T12:20:30Z"],
  ["<issuerDid>", "did:example:issuer"],
  ["<subjectDid>", "did:example:holder"],
  ["<context:subjectDid>", "did:example:holder"],
  ["<webhook:https://example.org/a:b>", "body of https://example.org/a:b"],
])("%s gives what the reference says", async (call, expected) => {
  expect(await resultOf(call)).toEqual(expected);
});

test("a uuid is a URN, and <last:…> gives it once more", async () => {
  const { data } = await map({ id: "<uuid>", again: "<last:uuid>", other: "<uuid>" });
  expect(data.id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(data.again).toBe(data.id);
  expect(data.other).not.toBe(data.id);
});

test("a webhook's JSON comes in whole, and is not what <last:…> means", async () => {
  const { data } = await map({ address: "<webhook-json:https://example.org/x>" });
  expect(data.address).toEqual({ from: "https://example.org/x" });
  await expect(map({ a: "<webhook-json:https://example.org/x>", b: "<last:webhook-json>" })).rejects.toThrow(
    "No such function in history or no history: webhook-json",
  );
});

test("the wallet's display entries are renamed as they go into the credential", async () => {
  const display = [
    {
      name: "Badge",
      locale: "en",
      logo: { url: "https://example.org/l.png", alt_text: "Logo" },
      background_color: "#fff",
      text_color: "#000",
      background_image: { url: "https://example.org/b.png", alt_text: "Back" },
      other: "left out",
    },
  ];
  const values = new Map<string, Json>([["display", display]]);
  expect(await resultOf("<display>", { values })).toEqual([
    {
      name: "Badge",
      locale: "en",
      logo: { url: "https://example.org/l.png", altText: "Logo" },
      backgroundColor: "#fff",
      textColor: "#000",
      backgroundImage: { url: "https://example.org/b.png", altText: "Back" },
    },
  ]);
  await expect(resultOf("<display>")).rejects.toThrow("No display available for this credential");
});

test.each([
  ["<nope>", 'Unknown dynamic data function "nope" at call: <nope>'],
  ["<nope:1>", 'Unknown dynamic data function "nope" at call: <nope:1>'],
  ["<toString>", 'Unknown dynamic data function "toString" at call: <toString>'],
  [
    "<timestamp-in>",
    'Could not execute dynamic data function "timestamp-in" - missing argument! At function call: timestamp-in',
  ],
  ["<last>", 'Could not execute dynamic data function "last" - missing argument! At function call: last'],
  ["<last:uuid>", "No such function in history or no history: uuid"],
  ["<timestamp-in:1y>", "Invalid duration string format: '1y'."],
  ["<timestamp-in:9999999d>", "Invalid duration string format: '9999999d'."],
  ["<issuerId>", "Cannot find in context: issuerId"],
])("%s is refused in the reference's words", async (call, message) => {
  await expect(resultOf(call)).rejects.toMatchObject({ code: "invalid_request", message });
});

test("objects are merged in depth, primitives replaced, arrays appended to arrays and put in the place of others", async () => {
  const data = { a: { b: 1, keep: true }, list: [1], text: "old", scalar: 5 };
  const mapping = {
    a: { b: "<timestamp-seconds>", c: { d: null } },
    list: ["<uuid>", 2],
    text: "new",
    scalar: [3],
    more: [4],
  };
  expect((await map(mapping, data)).data).toEqual({
    a: { b: 1_772_360_430, keep: true, c: { d: null } },
    // Calls within arrays are left as they are.
    list: [1, "<uuid>", 2],
    text: "new",
    scalar: [3],
    more: [4],
  });
});

test("an empty text, a blank in brackets and empty brackets are plain texts", async () => {
  const mapping = { empty: "", blank: "<not a call>", brackets: "<>" };
  expect((await map(mapping)).data).toEqual(mapping);
});

test("an object cannot be merged into what is none", async () => {
  await expect(map({ issuer: { id: "<issuerDid>" } }, { issuer: "did:example:other" })).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining('Invalid mapping for credential, when processing "issuer"'),
  });
});

test("jwt: members become claims of the JWT, by a call and by nothing else", async () => {
  const { data, jwtClaims } = await map({ "jwt:exp": "<timestamp-in-seconds:1d>", id: "<uuid>" });
  expect(jwtClaims).toEqual({ exp: 1_772_446_830 });
  expect(Object.keys(data)).toEqual(["id"]);
  await expect(map({ "jwt:exp": "tomorrow" })).rejects.toMatchObject({
    code: "invalid_request",
    details: { fields: { "mapping.jwt:exp": expect.any(String) } },
  });
  await expect(map({ "jwt:exp": 5 })).rejects.toMatchObject({ code: "invalid_request" });
});
