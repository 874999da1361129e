"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { actionGroups } from "@/components/audit/action-words";
import { type AuditQuery, auditHref, isNarrowed } from "@/components/audit/audit-query";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LazySelect } from "@/components/ui/lazy-select";

/** The filters of the trail. They live in the address, so a narrowed trail can be sent to somebody. */
export function AuditFilters({ query }: { query: AuditQuery }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [draft, setDraft] = useState<AuditQuery>(query);

  function show(next: AuditQuery) {
    const { after: _, ...filters } = next;
    const given = Object.entries(filters).filter(([, value]) => value);
    startTransition(() => router.push(auditHref(Object.fromEntries(given)) as Route));
  }

  const text = (name: "actor" | "target" | "from" | "until") => ({
    name,
    value: draft[name] ?? "",
    onValueChange: (value: string) => setDraft({ ...draft, [name]: value }),
  });

  return (
    <form
      className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[1.2fr_1.2fr_1.2fr_auto_auto_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        show(draft);
      }}
    >
      <Field label="What">
        <LazySelect
          name="action"
          options={actionGroups}
          value={actionGroups.find((group) => group.value === draft.action)?.value ?? "all"}
          onValueChange={(value) => {
            const next = { ...draft, action: value === "all" ? undefined : value };
            setDraft(next as AuditQuery);
            show(next as AuditQuery);
          }}
        />
      </Field>
      <Field label="Who">
        <Input {...text("actor")} placeholder="E-mail or id" autoComplete="off" />
      </Field>
      <Field label="On what">
        <Input {...text("target")} placeholder="Id" autoComplete="off" />
      </Field>
      <Field label="From">
        <Input {...text("from")} type="date" />
      </Field>
      <Field label="Until">
        <Input {...text("until")} type="date" />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" className="h-10" pending={pending}>
          Show
        </Button>
        {isNarrowed(query) && (
          <Button
            variant="ghost"
            className="h-10"
            onClick={() => {
              setDraft({});
              show({});
            }}
          >
            Clear
          </Button>
        )}
      </div>
    </form>
  );
}
