import { SuspendCredential } from "@/lib/credential/schema";
import { SUSPENDED } from "@/lib/credential/store";
import { turn, turnStatement } from "@/lib/credential/suspension";
import { defineUseCase } from "@/lib/use-case";

const suspension = {
  statement: turnStatement("suspend-credential", 0, SUSPENDED),
  action: "credential.suspended",
  to: SUSPENDED,
};

/** Takes a credential out of use for a time: the next read of its list shows it. */
export const suspendCredential = defineUseCase({ name: "suspendCredential", input: SuspendCredential }, (ctx, input) =>
  turn(ctx, input, suspension),
);
