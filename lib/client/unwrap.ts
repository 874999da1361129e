import { unstable_rethrow } from "next/navigation";
import { ActionProblem, problemFrom } from "@/lib/client/action-problem";
import type { ActionResult } from "@/lib/client/action-result";

/** Turns a server action into a function that returns its data or throws an {@link ActionProblem}. */
export const unwrap =
  <Input extends unknown[], Data>(action: (...input: Input) => Promise<ActionResult<Data>>) =>
  async (...input: Input): Promise<Data> => {
    let result: ActionResult<Data>;
    try {
      result = await action(...input);
    } catch (error) {
      // Redirects travel as throws: they are the framework's to handle.
      unstable_rethrow(error);
      throw problemFrom(error);
    }
    if (!result.ok) throw new ActionProblem(result.problem);
    return result.data;
  };
