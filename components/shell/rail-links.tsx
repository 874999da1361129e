"use client";

import { SquareArrowOutUpRight, Wallet } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { destinations, isHere } from "@/components/shell/destinations";
import { classNames } from "@/components/ui/class-names";

const linkStyles =
  "flex h-9 items-center gap-3 rounded-lg px-2.5 text-muted-foreground text-sm transition-colors hover:bg-muted hover:text-foreground " +
  "aria-[current=page]:bg-primary-soft aria-[current=page]:font-medium aria-[current=page]:text-primary-strong [&_svg]:size-4.5 [&_svg]:shrink-0";

interface RailLinksProps {
  /** Icons only; the names stay as titles and for screen readers. */
  narrow?: boolean;
  onNavigate?: () => void;
}

export function RailLinks({ narrow = false, onNavigate }: RailLinksProps) {
  const path = usePathname();
  const links = useRef<HTMLDivElement>(null);
  // In a low window the place where one is may lie below the fold of the rail.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path makes another link the current one.
  useEffect(() => {
    // In braces: of late browsers it gives a promise, which React would take for the effect's end and call.
    links.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }, [path]);
  return (
    <div ref={links} className="grid gap-4">
      {destinations.map((group) => (
        <div key={group.label} className="grid gap-0.5">
          {group.label && !narrow && (
            <p className="px-2.5 pb-1 font-medium text-muted-foreground text-xs">{group.label}</p>
          )}
          {group.items.map(({ label, href, icon: Icon }) => (
            <Link
              key={href}
              href={href as Route}
              onClick={onNavigate}
              title={narrow ? label : undefined}
              aria-current={isHere(href, path) ? "page" : undefined}
              className={linkStyles}
            >
              <Icon aria-hidden />
              <span className={narrow ? "sr-only" : "truncate"}>{label}</span>
            </Link>
          ))}
        </div>
      ))}
      <a
        title={narrow ? "Demo wallet" : undefined}
        href="/wallet"
        target="_blank"
        rel="noopener"
        className={classNames(linkStyles, "border-t-0")}
      >
        <Wallet aria-hidden />
        <span className={narrow ? "sr-only" : "flex flex-1 items-center justify-between gap-2"}>
          Demo wallet
          <SquareArrowOutUpRight aria-hidden className="size-3.5!" />
        </span>
        <span className="sr-only"> (opens in a new tab)</span>
      </a>
    </div>
  );
}
