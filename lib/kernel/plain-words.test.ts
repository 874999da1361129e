import { expect, test } from "vitest";
import * as z from "zod";
import { tellsOfAbsence } from "@/lib/kernel/plain-words";

const said = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

test.each([
  [z.string(), undefined, "This is missing: give a text."],
  [z.enum(["one", "two"]), undefined, "This is missing: give one of one, two."],
  [z.string(), 7, "Give a text, not a number."],
  [z.int(), "7", "Give a number, not a text."],
  [z.int(), 1.5, "Give a whole number, not a number."],
  [z.array(z.string()), null, "Give a list, not null."],
  [z.strictObject({}), [], "Give an object, not a list."],
  [z.boolean(), "yes", "Give true or false, not a text."],
  [z.enum(["one", "two"]), "three", "Give one of one, two."],
  [z.literal("2.0"), "1.1", "Give 2.0."],
  [z.string().min(1), "", "This is empty: give a text."],
  [z.string().min(8), "short", "Give at least 8 characters."],
  [z.string().max(3), "long", "Give at most 3 characters."],
  [z.array(z.string()).min(1), [], "Give at least one entry."],
  [z.array(z.string()).max(2), ["", "", ""], "Give at most 2 entries."],
  [z.number().min(3), 2, "Give 3 or more."],
  [z.number().lt(3), 3, "Give less than 3."],
  [z.number().multipleOf(5), 3, "Give a multiple of 5."],
  [z.url(), "no address", "Give a whole address, such as https://example.org/."],
  [z.email(), "nobody", "Give an e-mail address, such as name@example.org."],
  [z.iso.datetime(), "today", "Give a time of this form: 2030-01-31T12:00:00Z."],
  [z.string().startsWith("did:"), "x", "Give a text that begins with did:."],
  [z.union([z.string(), z.number()]), true, "Give one of the forms allowed here."],
  [z.record(z.string().max(1), z.string()), { ab: "" }, "A name is not allowed: Give at most one character."],
] as const)("a refusal says in plain words what to give (%#)", (schema, value, words) => {
  expect(said(schema, value)).toBe(words);
});

test("what is absent is told apart from what is wrong", () => {
  expect(tellsOfAbsence(said(z.string(), undefined) ?? "")).toBe(true);
  expect(tellsOfAbsence(said(z.string(), null) ?? "")).toBe(false);
});

test("a schema's own words are kept", () => {
  expect(said(z.string().min(4, "Give a longer name."), "Jo")).toBe("Give a longer name.");
});
