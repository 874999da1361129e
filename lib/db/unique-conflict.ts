/** True when Prisma refused a write because of a unique constraint. */
export const isUniqueConflict = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === "P2002";
