"use client";

import { Search } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { MethodMark } from "@/components/reference/method-mark";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";

interface IndexedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
}

interface IndexGroup {
  readonly api: string;
  readonly name: string;
  readonly operations: readonly IndexedOperation[];
}

const HOME = "/reference";

/** All operations by group, with a search in names, paths and summaries. On phones it stands on the first page only. */
export function ReferenceIndex({ groups }: { groups: readonly IndexGroup[] }) {
  const path = usePathname();
  const [text, setText] = useState("");
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (group: IndexGroup, { id, method, path: place, summary }: IndexedOperation) => {
    const said = `${group.api} ${group.name} ${id} ${method} ${place} ${summary}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
  const found = groups
    .map((group) => ({ ...group, operations: group.operations.filter((one) => matches(group, one)) }))
    .filter(({ operations }) => operations.length > 0);
  return (
    <aside
      className={classNames(
        "min-w-0 content-start gap-4 lg:sticky lg:top-6 lg:grid lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto lg:pr-2",
        path === HOME ? "grid" : "hidden",
      )}
    >
      <search className="relative p-1">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-4 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          type="search"
          aria-label="Search the reference"
          placeholder="Search"
          className="pl-9"
          value={text}
          onValueChange={setText}
        />
      </search>
      <nav aria-label="Operations" className="grid gap-5">
        {found.map((group) => (
          <div key={group.api + group.name} className="grid gap-0.5">
            <p className="px-2.5 pb-1 font-medium text-muted-foreground text-xs">
              {group.name === group.api ? group.api : `${group.api} · ${group.name}`}
            </p>
            {group.operations.map(({ id, method, summary }) => (
              <Link
                key={id}
                href={`${HOME}/${id}` as Route}
                aria-current={path === `${HOME}/${id}` ? "page" : undefined}
                className="flex min-h-8 items-baseline gap-2 rounded-lg px-2.5 py-1.5 text-muted-foreground text-sm hover:bg-muted hover:text-foreground aria-[current=page]:bg-primary-soft aria-[current=page]:font-medium aria-[current=page]:text-primary-strong"
              >
                <MethodMark method={method} className="w-11 shrink-0" />
                <span className="min-w-0">{summary}</span>
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <p role="status" className={found.length === 0 ? "px-2.5 text-muted-foreground text-sm" : "sr-only"}>
        {found.length === 0 ? "Nothing is called that." : ""}
      </p>
    </aside>
  );
}
