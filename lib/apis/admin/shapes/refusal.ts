import * as z from "zod";

const code = z.object({ code: z.string(), message: z.string() });

/** What every refusal of the Admin API looks like (section 3.1). */
export const Refusal = z
  .object({
    requestId: z.uuid(),
    date: z.string(),
    mscv: z.string(),
    error: code.extend({
      innererror: code.extend({ target: z.string().optional(), innererror: code.optional() }).optional(),
    }),
  })
  .meta({ id: "Refusal" });
