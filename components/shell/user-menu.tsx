"use client";

import { ChevronsUpDown, Keyboard, LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { setLetterKeys, useLetterKeys } from "@/components/shell/letter-keys";
import { useSignedInUser } from "@/components/shell/signed-in-user";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";

export function UserMenu({ narrow = false }: { narrow?: boolean }) {
  const user = useSignedInUser();
  const letterKeys = useLetterKeys();
  return (
    <DropdownMenu
      side="top"
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${user.name}`}
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
      }
    >
      <div className="grid gap-0.5 px-2.5 py-2">
        <span className="font-medium text-sm">{user.tenantName}</span>
        <span className="text-muted-foreground text-xs">{user.email}</span>
      </div>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={() => setLetterKeys(!letterKeys)}>
        <Keyboard aria-hidden />
        {letterKeys ? "Switch letter keys off" : "Switch letter keys on"}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => signOut({ callbackUrl: "/signin" })}>
        <LogOut aria-hidden />
        Sign out
      </DropdownMenuItem>
    </DropdownMenu>
  );
}
