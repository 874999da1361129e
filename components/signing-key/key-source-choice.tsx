"use client";

import { Cloud, FlaskConical, KeyRound, Server } from "lucide-react";
import type { KeySource } from "@/components/signing-key/key-draft";
import { Badge } from "@/components/ui/badge";
import { ChoiceCards } from "@/components/ui/choice-cards";
import type { Backend } from "@/lib/signing-key/schema";

interface KeySourceChoiceProps {
  value: KeySource;
  onChange: (source: KeySource) => void;
  defaultBackend: Backend;
  error?: string | undefined;
}

export const KeySourceChoice = ({ value, onChange, defaultBackend, error }: KeySourceChoiceProps) => (
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
        badge: defaultBackend === "aws" && <Badge tone="success">Found on this server</Badge>,
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
        value: "development",
        label: "Development key",
        icon: <FlaskConical />,
        badge: <Badge tone="warning">Not for real use</Badge>,
        description: "Made and kept by this portal, sealed in its database. Needs no account anywhere.",
      },
    ]}
  />
);
