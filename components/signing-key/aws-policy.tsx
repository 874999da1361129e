"use client";

import { CodeBlock } from "@/components/ui/code-block";
import { awsActions } from "@/lib/signing-key/schema";

const policy = JSON.stringify(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: awsActions, Resource: "*" }] },
  null,
  2,
);

/** The smallest IAM policy that lets this portal make keys and sign with them. */
export const AwsPolicy = () => (
  <CodeBlock label="Smallest IAM policy" code={policy} fileName="portal-kms-policy.json" />
);
