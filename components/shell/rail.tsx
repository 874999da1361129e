"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { Logo, LogoMark } from "@/components/shell/logo";
import { railCookie } from "@/components/shell/rail-cookie";
import { RailLinks } from "@/components/shell/rail-links";
import { ThemeToggle } from "@/components/shell/theme-toggle";
import { UserMenu } from "@/components/shell/user-menu";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

/** The way around on wide screens. It may be folded to its icons, and stays so on the next visit. */
export function Rail({ initiallyNarrow }: { initiallyNarrow: boolean }) {
  const [narrow, setNarrow] = useState(initiallyNarrow);

  function fold() {
    // A cookie, so that the server draws the rail at the right width and nothing jumps.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, which loopback has not.
    document.cookie = `${railCookie}=${narrow ? "wide" : "narrow"}; path=/; max-age=31536000; samesite=strict`;
    setNarrow(!narrow);
  }

  return (
    <header
      className={classNames(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-card md:flex",
        narrow ? "w-16" : "w-62",
      )}
    >
      <div className={classNames("flex h-16 items-center px-4", narrow && "justify-center px-0")}>
        <Link href={"/" as Route} aria-label="Overview" className="rounded-lg">
          {narrow ? <LogoMark /> : <Logo />}
        </Link>
      </div>
      {/* Positioned, so that words for screen readers scroll with it instead of lengthening the page. */}
      <nav aria-label="Main" className="relative flex-1 overflow-y-auto p-3">
        <RailLinks narrow={narrow} />
      </nav>
      <div className={classNames("grid gap-1 border-t p-3", narrow && "justify-items-center")}>
        <div className={classNames("flex items-center justify-between", narrow && "flex-col gap-1")}>
          <ThemeToggle />
          <Button
            variant="ghost"
            size="icon"
            aria-expanded={!narrow}
            aria-label={narrow ? "Unfold navigation" : "Fold navigation"}
            onClick={fold}
          >
            {narrow ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          </Button>
        </div>
        <UserMenu narrow={narrow} />
      </div>
    </header>
  );
}
