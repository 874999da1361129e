"use client";

import "@/lib/kernel/plain-words";
import { useState } from "react";
import { permissionWords } from "@/components/api-client/permission-words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { NewApiClient } from "@/lib/api-client/schema";
import type { ActionProblem } from "@/lib/client/action-problem";

const lifetimes = [
  { value: "90", label: "90 days" },
  { value: "365", label: "One year" },
  { value: "730", label: "Two years" },
  { value: "never", label: "No end" },
] as const;

interface ApiClientFormProps {
  pending: boolean;
  problem: ActionProblem | null;
  onSubmit: (client: NewApiClient) => void;
}

export function ApiClientForm({ pending, problem, onSubmit }: ApiClientFormProps) {
  const [name, setName] = useState("");
  const [permissions, setPermissions] = useState<readonly string[]>([]);
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number]["value"]>("365");
  const [judged, setJudged] = useState(false);
  const draft = { name, permissions: [...permissions], validityDays: lifetime === "never" ? null : Number(lifetime) };
  const checked = NewApiClient.safeParse(draft);
  const faultOf = (field: string) =>
    (judged && checked.error?.issues.find((issue) => issue.path[0] === field)?.message) || problem?.fields[field];
  const permissionFault = faultOf("permissions");

  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setJudged(true);
        if (checked.success) onSubmit(draft);
      }}
    >
      {problem && <Alert tone="danger">{problem.message}</Alert>}
      <Field label="Name" required error={faultOf("name")} hint="So that you know it again in the activity.">
        <Input name="name" autoComplete="off" value={name} onValueChange={setName} />
      </Field>
      <fieldset className="grid gap-3">
        <legend className="mb-2 font-medium text-sm">What it may do</legend>
        {permissionFault && (
          <p role="alert" className="text-danger text-sm">
            {permissionFault}
          </p>
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          {permissionWords.map((one) => (
            <Checkbox
              key={one.name}
              label={one.label}
              hint={one.hint}
              checked={permissions.includes(one.name)}
              onCheckedChange={(checked) =>
                setPermissions(checked ? [...permissions, one.name] : permissions.filter((name) => name !== one.name))
              }
            />
          ))}
        </div>
      </fieldset>
      <Field label="Works for">
        <Select name="validityDays" options={lifetimes} value={lifetime} onValueChange={setLifetime} />
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={pending}>
          Create the client
        </Button>
      </div>
    </form>
  );
}
