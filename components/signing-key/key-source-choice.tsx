"use client";

import { Cloud, CloudCog, FlaskConical, KeyRound, Server, Vault } from "lucide-react";
import type { KeyBackends } from "@/components/signing-key/key-fields";
import type { KeySource } from "@/components/signing-key/key-sources";
import { Badge } from "@/components/ui/badge";
import { ChoiceCards } from "@/components/ui/choice-cards";

interface KeySourceChoiceProps {
  value: KeySource;
  onChange: (source: KeySource) => void;
  backends: Pick<KeyBackends, "defaultBackend" | "hasAzureCredentials">;
  error?: string | undefined;
}

export const KeySourceChoice = ({ value, onChange, backends, error }: KeySourceChoiceProps) => (
  <ChoiceCards<KeySource>
    label="Where shall the key live?"
    error={error}
    value={value}
    onValueChange={onChange}
    options={[
      {
        value: "awsDefault",
        label: "AWS KMS, default credentials",
        icon: <Cloud />,
        badge: backends.defaultBackend === "aws" && <Badge tone="success">Found on this server</Badge>,
        description: "The AWS identity that this server has already: from its environment, a profile or its platform.",
      },
      {
        value: "awsRole",
        label: "AWS KMS, instance role",
        icon: <Server />,
        description: "The role that is attached to the EC2 instance this server runs on.",
      },
      {
        value: "awsAccessKey",
        label: "AWS KMS, access key",
        icon: <KeyRound />,
        description: "A static access key. Its secret goes in here and never comes out again. Owners only.",
      },
      {
        value: "vault",
        label: "HashiCorp Vault",
        icon: <Vault />,
        description: "The Transit engine of a Vault, by token, AppRole or user name. Owners only.",
      },
      {
        value: "azure",
        label: "Azure Key Vault",
        icon: <CloudCog />,
        badge: backends.hasAzureCredentials && <Badge tone="success">Found on this server</Badge>,
        description: "A vault of yours in Azure, by an app registration. Its secret never comes out again.",
      },
      {
        value: "development",
        label: "Development key",
        icon: <FlaskConical />,
        badge: <Badge tone="warning">Not for real use</Badge>,
        description: "Made and kept by this portal, sealed in its database. Needs no account anywhere.",
      },
    ]}
  />
);
