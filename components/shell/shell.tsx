import type { ReactNode } from "react";
import { Rail } from "@/components/shell/rail";
import { Shortcuts } from "@/components/shell/shortcuts";
import { type SignedInUser, UserProvider } from "@/components/shell/signed-in-user";
import { TopBar } from "@/components/shell/top-bar";

interface ShellProps {
  user: SignedInUser;
  railNarrow: boolean;
  children: ReactNode;
}

/** The frame of every page for people who have signed in. */
export const Shell = ({ user, railNarrow, children }: ShellProps) => (
  <UserProvider value={user}>
    <a
      href="#main"
      className="fixed top-2 left-2 z-60 -translate-y-20 rounded-lg bg-primary px-4 py-2 font-medium text-primary-foreground focus:translate-y-0"
    >
      Skip to content
    </a>
    <Shortcuts />
    <div className="flex min-h-dvh flex-col md:flex-row">
      <Rail initiallyNarrow={railNarrow} />
      <TopBar />
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
        <div className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-8 sm:py-10">{children}</div>
      </main>
    </div>
  </UserProvider>
);
