"use client";

import { AwsPolicy } from "@/components/signing-key/aws-policy";
import { ErrorState } from "@/components/ui/error-state";
import type { ActionProblem } from "@/lib/client/action-problem";

interface KeyRefusalProps {
  title: string;
  problem: ActionProblem;
  aws: boolean;
}

/** What the backend or the portal refused; where AWS lacks a permission, the policy that gives it. */
export const KeyRefusal = ({ title, problem, aws }: KeyRefusalProps) => (
  <div className="grid gap-4">
    <ErrorState title={title} error={problem} />
    {aws && problem.code === "key_provider_refused" && <AwsPolicy />}
  </div>
);
