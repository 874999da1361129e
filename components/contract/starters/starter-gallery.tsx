"use client";

import { contractCard } from "@/components/contract/preview/contract-card";
import { CredentialCard } from "@/components/contract/preview/credential-card";
import { type Starter, starters } from "@/components/contract/starters/starters";
import { Badge } from "@/components/ui/badge";

interface Props {
  /** The starter that is chosen beforehand: with it a first contract is one press away. */
  value: string;
  onChange: (starter: Starter) => void;
}

/** Cards to begin with, drawn as they will look. */
export function StarterGallery({ value, onChange }: Props) {
  return (
    <fieldset>
      <legend className="sr-only">Begin with</legend>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {starters.map((starter, index) => (
          <label
            key={starter.id}
            className="grid cursor-pointer content-start gap-4 rounded-2xl border bg-card p-4 shadow-raised transition-colors hover:border-input has-checked:border-primary has-checked:ring-1 has-checked:ring-primary has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
          >
            <CredentialCard view={contractCard(starter.contract, { authorityName: "" })} className="mx-auto" />
            <span className="grid gap-1">
              <span className="flex items-center gap-2">
                <input
                  type="radio"
                  name="starter"
                  className="size-4 accent-primary"
                  checked={starter.id === value}
                  onChange={() => onChange(starter)}
                />
                <span className="font-medium">{starter.title}</span>
                {index === 0 && <Badge tone="primary">Popular</Badge>}
              </span>
              <span className="text-[0.8125rem] text-muted-foreground">{starter.summary}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
