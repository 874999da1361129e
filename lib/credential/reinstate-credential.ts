import { SuspendCredential } from "@/lib/credential/schema";
import { SUSPENDED } from "@/lib/credential/store";
import { turn, turnStatement } from "@/lib/credential/suspension";
import { defineUseCase } from "@/lib/use-case";

const reinstatement = {
  statement: turnStatement("reinstate-credential", SUSPENDED, 0),
  action: "credential.reinstated",
  to: 0,
};

/** Makes a suspended credential valid again. One that was revoked meanwhile stays so (security I5). */
export const reinstateCredential = defineUseCase(
  { name: "reinstateCredential", input: SuspendCredential },
  (ctx, input) => turn(ctx, input, reinstatement),
);
