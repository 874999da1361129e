import "server-only";
import { notFound } from "next/navigation";
import { Problem } from "@/lib/kernel/errors";

/** For pages: what does not exist, or not for this tenant, is the page that says so. */
export function orNotFound<Result>(reading: Promise<Result>): Promise<Result> {
  return reading.catch((error: unknown) => {
    if (error instanceof Problem && error.code === "not_found") notFound();
    throw error;
  });
}
