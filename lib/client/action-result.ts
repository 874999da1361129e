/** A refusal as the browser sees it. `fields` maps a field's path to what is wrong with it and how to mend it. */
export interface ProblemView {
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly requestId: string;
}

/** What a server action hands back: refusals are values, because a thrown error loses its words on the way. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; problem: ProblemView };

/** Body of every refusal under /api/portal; a good answer's body is the data itself. */
interface ProblemBody {
  readonly problem: ProblemView;
}

/** By hand and not by schema: this is on every page, and a schema library would be a tenth of the page's script. */
export function isProblemBody(body: unknown): body is ProblemBody {
  if (typeof body !== "object" || body === null || !("problem" in body)) return false;
  const { problem } = body;
  if (typeof problem !== "object" || problem === null) return false;
  return ["code", "message", "requestId"].every((name) => typeof Reflect.get(problem, name) === "string");
}
