import { Prisma } from "@/lib/db/generated/client";

/** A value for a nullable JSON column: Prisma wants to be told which null is meant. */
export const jsonOrNull = <Value extends Prisma.InputJsonValue>(value: Value | null): Value | typeof Prisma.DbNull =>
  value ?? Prisma.DbNull;
