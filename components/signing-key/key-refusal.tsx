"use client";

import { backendPermissions } from "@/components/signing-key/backend-permissions";
import { ErrorState } from "@/components/ui/error-state";
import type { ActionProblem } from "@/lib/client/action-problem";
import type { Backend } from "@/lib/signing-key/schema";

interface KeyRefusalProps {
  title: string;
  problem: ActionProblem;
  /** Where a key was to be made; null when none was. */
  backend: Backend | null;
}

/** What the backend or the portal refused; where the backend may lack a permission, the policy that gives it. */
export const KeyRefusal = ({ title, problem, backend }: KeyRefusalProps) => (
  <div className="grid gap-4">
    <ErrorState title={title} error={problem} />
    {backend && problem.code === "key_provider_refused" && backendPermissions[backend]?.policy}
  </div>
);
