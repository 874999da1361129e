"use client";

import type { ReactNode } from "react";
import { AwsPolicy } from "@/components/signing-key/aws-policy";
import { CodeBlock } from "@/components/ui/code-block";
import type { Backend } from "@/lib/signing-key/schema";

const vaultPolicy = `path "transit/keys/signing-key-*" {
  capabilities = ["create", "read", "update", "delete"]
}
path "transit/sign/signing-key-*" {
  capabilities = ["update"]
}`;

const azurePermissions =
  "az role assignment create --role 'Key Vault Crypto Officer' --assignee <application> --scope <vault>";

interface Permissions {
  readonly question: string;
  readonly words: string;
  readonly policy: ReactNode;
}

/** What a key store must allow us, by backend; the development key store asks nobody. */
export const backendPermissions: Record<Backend, Permissions | null> = {
  aws: {
    question: "What must AWS allow?",
    words: "The identity needs these permissions, in IAM and, where you restrict it, in the key policy.",
    policy: <AwsPolicy />,
  },
  vault: {
    question: "What must Vault allow?",
    words: "The token needs this policy; write your own mount path in place of transit. Keys are named signing-key-….",
    policy: <CodeBlock label="Smallest Vault policy" code={vaultPolicy} fileName="portal-transit.hcl" />,
  },
  azure: {
    question: "What must Azure allow?",
    words:
      "The application needs the permissions keys/create, keys/get, keys/sign and keys/delete in this vault: the role Key Vault Crypto Officer has them, and so may an access policy.",
    policy: <CodeBlock label="Role assignment" code={azurePermissions} />,
  },
  jwk: null,
};
