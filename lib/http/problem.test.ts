import { expect, test } from "vitest";
import * as z from "zod";
import { toProblem } from "@/lib/http/problem";

const Body = z.strictObject({ name: z.string(), card: z.strictObject({ title: z.string() }).optional() });
const problemOf = (input: unknown) => toProblem(Body.safeParse(input).error);

test("a misspelt member is named before the one that is missing for it", () => {
  const problem = problemOf({ nmae: "Badge" });
  expect(problem.target).toBe("nmae");
  expect(problem.message).toBe("nmae: This member is not known: leave it out.");
  expect(problem.details).toMatchObject({ missing: ["name"], unknown: ["nmae"] });
  expect(Object.keys(problem.details.fields ?? {})).toEqual(["nmae", "name"]);
});

test("every fault is told by its place", () => {
  expect(problemOf({ name: 5, card: { title: 5, colour: "red" } }).details.fields).toEqual({
    "card.colour": "This member is not known: leave it out.",
    name: expect.stringContaining("Give"),
    "card.title": expect.stringContaining("Give"),
  });
  expect(problemOf("text").target).toBe("body");
});
