import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

interface FullPageMessageProps {
  code?: string;
  title: string;
  children: ReactNode;
}

/** One message in the middle of an otherwise empty page, outside the shell. */
export const FullPageMessage = ({ code, title, children }: FullPageMessageProps) => (
  <main className="mx-auto grid min-h-dvh max-w-md content-center justify-items-start gap-4 p-6">
    <Logo />
    {code && <p className="mt-4 font-mono text-muted-foreground text-sm">{code}</p>}
    <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
    <div className="grid justify-items-start gap-6 text-[0.9375rem] text-muted-foreground">{children}</div>
  </main>
);
