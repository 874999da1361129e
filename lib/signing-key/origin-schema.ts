import * as z from "zod";

/**
 * Where a key store is, without path; `error` tells how to write it. Whether the address is public, or excepted by the
 * operator, is judged when it is asked (security E2).
 */
export const originOf = (error: string) =>
  z
    .url({ protocol: /^https?$/, error })
    .max(300)
    .refine((text) => {
      if (!URL.canParse(text)) return false;
      const { username, password, pathname, search, hash } = new URL(text);
      return !username && !password && pathname === "/" && !search && !hash;
    }, error)
    .transform((text) => new URL(text).origin);
