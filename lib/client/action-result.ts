import * as z from "zod";

/** A refusal as the browser sees it. `fields` maps a field's path to what is wrong with it and how to mend it. */
export const ProblemView = z.object({
  code: z.string(),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
  requestId: z.string(),
});
export type ProblemView = z.infer<typeof ProblemView>;

/** What a server action hands back: refusals are values, because a thrown error loses its words on the way. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; problem: ProblemView };

/** Body of every refusal under /api/portal; a good answer's body is the data itself. */
export const ProblemBody = z.object({ problem: ProblemView });
