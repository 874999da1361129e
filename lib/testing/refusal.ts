import { expect } from "vitest";
import { Problem } from "@/lib/kernel/errors";

/** The Problem with which something is refused; fails the test when it is not. */
export async function refusalOf(asked: Promise<unknown>): Promise<Problem> {
  const error = await asked.then(
    () => new Error("It was not refused."),
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}
