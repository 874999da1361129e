"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { filterHref, isNarrowed, type UrlQuery } from "@/components/shell/url-query";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LazySelect } from "@/components/ui/lazy-select";

type UrlFilter =
  | { name: string; label: string; options: readonly { value: string; label: string }[] }
  | { name: string; label: string; type: "date" | "text"; placeholder?: string };

interface Props {
  path: string;
  query: UrlQuery;
  filters: readonly UrlFilter[];
}

const ALL = "all";

/** The filters of a list. They live in the address, so a narrowed list can be sent to somebody. */
export function UrlFilters({ path, query, filters }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [draft, setDraft] = useState<UrlQuery>(query);

  const show = (next: UrlQuery) => startTransition(() => router.push(filterHref(path, next) as Route));

  function choose(name: string, value: string) {
    const next = { ...draft, [name]: value === ALL ? "" : value };
    setDraft(next);
    show(next);
  }

  return (
    <form
      className="grid grid-cols-2 items-end gap-4 lg:flex lg:flex-wrap"
      onSubmit={(event) => {
        event.preventDefault();
        show(draft);
      }}
    >
      {filters.map((filter) => (
        <Field
          key={filter.name}
          label={filter.label}
          className={"options" in filter ? "min-w-0 lg:w-40" : "min-w-0 lg:w-38"}
        >
          {"options" in filter ? (
            <LazySelect
              name={filter.name}
              options={[{ value: ALL, label: "All" }, ...filter.options]}
              value={filter.options.find(({ value }) => value === draft[filter.name])?.value ?? ALL}
              onValueChange={(value) => choose(filter.name, value)}
            />
          ) : (
            <Input
              name={filter.name}
              type={filter.type}
              placeholder={filter.placeholder}
              autoComplete="off"
              value={draft[filter.name] ?? ""}
              onValueChange={(value) => setDraft({ ...draft, [filter.name]: value })}
            />
          )}
        </Field>
      ))}
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
