import * as z from "zod";

/** One authority that has a key, and what it has signed by it. */
export const KeyUse = z.object({
  authorityId: z.string(),
  name: z.string(),
  did: z.string(),
  role: z.enum(["current", "next", "retired", "removed"]),
  /** Credentials that verify by this key. */
  credentials: z.int(),
});
export type KeyUse = z.infer<typeof KeyUse>;
