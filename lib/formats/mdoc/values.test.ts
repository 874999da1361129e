import { expect, test } from "vitest";
import { knownElementType, tdate, UnfitValue, valueOfJson, valueOfText } from "@/lib/formats/mdoc/values";

test.each([
  ["nested deeper than any reader goes", `${"[".repeat(2000)}${"]".repeat(2000)}`],
  ["a member given twice", '{"a":1,"a":2}'],
  ["a magic member", '{"__proto__":1}'],
  ["no JSON", "{"],
])("JSON with %s becomes no element (L1)", (_, text) => {
  expect(() => valueOfText("json", text)).toThrow(UnfitValue);
});

const driving = (element: string) => knownElementType("org.iso.18013.5.1", element);

test.each([
  ["portrait_capture_date", "2018-08-09", tdate(new Date("2018-08-09T00:00:00Z"))],
  ["portrait_capture_date", "2018-08-09T10:00:00+02:00", tdate(new Date("2018-08-09T08:00:00Z"))],
  ["biometric_template_face", [141, -1], Uint8Array.of(141, 255)],
  ["signature_usual_mark", "_w==", Uint8Array.of(255)],
])("%s of %j has the type that the standard gives it (ISO/IEC 18013-5, table 5)", (element, value, expected) => {
  expect(valueOfJson(driving(element), value)).toEqual(expected);
});

test.each(["2026-02-30", "2026-02-30T08:00:00Z", "2026-01-31T25:00:00Z", "yesterday"])(
  "%s is no moment, and none is made of it",
  (text) => {
    expect(() => valueOfText("dateTime", text)).toThrow(UnfitValue);
  },
);
