"use client";

import { Keyboard, LogOut } from "lucide-react";
import { AccountButton } from "@/components/shell/account-button";
import { setLetterKeys, useLetterKeys } from "@/components/shell/letter-keys";
import { useSignedInUser } from "@/components/shell/signed-in-user";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";

/** Loaded when it is needed: few visits end with it. */
async function leave() {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/signin" });
}

export function AccountMenu({ narrow = false }: { narrow?: boolean }) {
  const user = useSignedInUser();
  const letterKeys = useLetterKeys();
  return (
    <DropdownMenu side="top" align="start" trigger={<AccountButton narrow={narrow} />}>
      <div className="grid gap-0.5 px-2.5 py-2">
        <span className="font-medium text-sm">{user.tenantName}</span>
        <span className="text-muted-foreground text-xs">{user.email}</span>
      </div>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={() => setLetterKeys(!letterKeys)}>
        <Keyboard aria-hidden />
        {letterKeys ? "Switch letter keys off" : "Switch letter keys on"}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={leave}>
        <LogOut aria-hidden />
        Sign out
      </DropdownMenuItem>
    </DropdownMenu>
  );
}
