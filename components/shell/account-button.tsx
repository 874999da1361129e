"use client";

import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { useSignedInUser } from "@/components/shell/signed-in-user";

/** Who is signed in; opens the account menu. */
export function AccountButton({ narrow = false, ...props }: ComponentProps<"button"> & { narrow?: boolean }) {
  const user = useSignedInUser();
  return (
    <button
      type="button"
      aria-label={`Account of ${user.name}`}
      {...props}
      className="flex w-full items-center gap-2.5 rounded-lg p-1.5 text-left transition-colors hover:bg-muted data-popup-open:bg-muted"
    >
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full bg-primary-soft font-semibold text-primary-strong text-xs uppercase"
      >
        {Array.from(user.name)[0]}
      </span>
      {!narrow && (
        <>
          <span className="grid min-w-0 flex-1 leading-tight">
            <span className="truncate font-medium text-sm">{user.name}</span>
            <span className="truncate text-muted-foreground text-xs capitalize">{user.role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        </>
      )}
    </button>
  );
}
