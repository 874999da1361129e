import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";

const id = "b34f809b-9172-441e-aefe-4220cdd2e7c6";
const encoded = (text: string) => Buffer.from(text).toString("base64url");

test("a cursor comes back as it was made", () => {
  const cursor = { at: new Date("2026-03-01T10:20:30.456Z"), id };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

test.each([
  "",
  "a",
  "?",
  `-271821-04-20T00:00:00.000Z ${id}`,
  `2026-13-01T00:00:00.000Z ${id}`,
  "2026-03-01T10:20:30.456Z 7",
])("%j is refused by the name of its field (I15)", (text) => {
  expect(() => readCursor(encoded(text), "after")).toThrow(expect.objectContaining({ target: "after" }));
});

test("whatever text comes, it is read or refused as a Problem (Z3)", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string().map(encoded)), (text) => {
      try {
        expect(readCursor(text).at.getTime()).not.toBeNaN();
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid_request" });
      }
    }),
    { seed: 4711 },
  );
});
