import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";
import { ThemeToggle } from "@/components/shell/theme-toggle";
import { Card, CardBody } from "@/components/ui/card";

interface EntranceProps {
  title: string;
  description?: ReactNode;
  /** Below the card: what to do when this is not the right door. */
  footer?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before somebody is signed in. */
export const Entrance = ({ title, description, footer, children }: EntranceProps) => (
  <div className="relative grid min-h-dvh grid-rows-[auto_1fr_auto] bg-background">
    <div
      aria-hidden
      className="pointer-events-none absolute inset-x-0 top-0 h-80 bg-[radial-gradient(60rem_20rem_at_50%_-6rem,var(--primary-soft),transparent)]"
    />
    <header className="relative flex items-center justify-between p-6">
      <Logo />
      <ThemeToggle />
    </header>
    <main className="relative grid content-center justify-items-center gap-6 px-4 pb-16">
      <Card className="w-full max-w-md">
        <CardBody className="grid gap-6 px-8 py-8 first:pt-8">
          <div className="grid gap-1.5">
            <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
            {description && <p className="text-muted-foreground">{description}</p>}
          </div>
          {children}
        </CardBody>
      </Card>
      {footer && <div className="max-w-md text-center text-muted-foreground text-sm">{footer}</div>}
    </main>
  </div>
);
