import { WalletMinimal } from "lucide-react";
import type { ReactNode } from "react";
import { ThemeToggle } from "@/components/shell/theme-toggle";

/** On a phone the wallet is the screen; on a desk it is a phone. */
export const WalletFrame = ({ children }: { children: ReactNode }) => (
  <div className="relative min-h-dvh bg-background sm:grid sm:place-items-center sm:py-8">
    <div
      aria-hidden
      className="pointer-events-none absolute inset-0 overflow-hidden bg-[radial-gradient(50rem_28rem_at_50%_-4rem,var(--primary-soft),transparent)]"
    />
    <div className="relative flex min-h-dvh w-full flex-col bg-card sm:h-[min(54rem,calc(100dvh-4rem))] sm:min-h-0 sm:w-[26.5rem] sm:overflow-hidden sm:rounded-[2.25rem] sm:border sm:shadow-floating">
      <header className="flex shrink-0 items-center justify-between gap-3 py-2.5 pr-4 pl-5">
        <span className="flex items-center gap-2 font-semibold text-sm">
          <span className="grid size-7 place-items-center rounded-lg bg-primary text-primary-foreground">
            <WalletMinimal aria-hidden className="size-4" />
          </span>
          Demo wallet
        </span>
        <ThemeToggle />
      </header>
      <main className="flex min-h-0 flex-1 flex-col sm:overflow-y-auto">{children}</main>
    </div>
  </div>
);
