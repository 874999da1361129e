import { ActionProblem, problemFrom } from "@/lib/client/action-problem";
import { isProblemBody } from "@/lib/client/action-result";

/** Reads from the portal's own door (`/api/portal/…`). Throws an {@link ActionProblem} for every refusal. */
export async function getJson<Data>(path: `/api/portal/${string}`, signal?: AbortSignal): Promise<Data> {
  const response = await fetch(path, { headers: { accept: "application/json" }, signal }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw problemFrom(error);
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as Data;

  if (isProblemBody(body)) throw new ActionProblem(body.problem);
  const message = `The portal gave an answer we cannot read (status ${response.status}). Try again.`;
  throw new ActionProblem({ code: "internal", message, requestId: response.headers.get("x-request-id") ?? "" });
}
