"use client";

import { Menu } from "lucide-react";
import type { Route } from "next";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { Logo } from "@/components/shell/logo";
import { Button } from "@/components/ui/button";

const NavigationDrawer = dynamic(
  () => import("@/components/shell/navigation-drawer").then((module) => module.NavigationDrawer),
  { ssr: false },
);

/** The way around on narrow screens: a bar with a drawer, which is fetched when it is first opened. */
export function TopBar() {
  const [open, setOpen] = useState<boolean>();
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between border-b bg-card px-4 md:hidden">
      <Link href={"/" as Route} aria-label="Overview" className="rounded-lg">
        <Logo />
      </Link>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        aria-expanded={open ?? false}
        onClick={() => setOpen(true)}
      >
        <Menu aria-hidden />
      </Button>
      {open !== undefined && <NavigationDrawer open={open} onOpenChange={setOpen} />}
    </header>
  );
}
