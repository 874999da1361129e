import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

interface Crumb {
  label: string;
  href: string;
}

interface PageHeaderProps {
  /** The page's only h1. */
  title: ReactNode;
  description?: ReactNode;
  /** The pages above this one, top first; this page itself is not among them. */
  breadcrumb?: readonly Crumb[];
  /** Beside the title: a Badge. */
  badge?: ReactNode;
  actions?: ReactNode;
  /** The page as calls of the REST API. */
  apiCalls?: ReactNode;
}

export function PageHeader({ title, description, breadcrumb, badge, actions, apiCalls }: PageHeaderProps) {
  return (
    <header className="grid gap-3">
      {breadcrumb && (
        <nav aria-label="Breadcrumb">
          <ol className="flex flex-wrap items-center gap-1 text-muted-foreground text-sm">
            {breadcrumb.map((crumb) => (
              <li key={crumb.href} className="flex items-center gap-1">
                <Link
                  href={crumb.href as Route}
                  className="-ml-0.5 inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-foreground"
                >
                  <ChevronLeft aria-hidden className="size-3.5" />
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {/* On a phone the calls stay beside the title, and the actions have a line of their own. */}
      <div className="flex flex-wrap items-start gap-x-2 gap-y-4">
        <div className="mr-auto grid min-w-0 gap-1.5 max-sm:flex-[1_1_calc(100%-3rem)] sm:pr-6">
          <div className="flex flex-wrap items-center gap-3">
            <h1 className="min-w-0 font-semibold text-2xl leading-tight tracking-tight [overflow-wrap:anywhere]">
              {title}
            </h1>
            {badge}
          </div>
          {description && <p className="max-w-2xl text-[0.9375rem] text-muted-foreground">{description}</p>}
        </div>
        {apiCalls && <div className="max-sm:-mr-2">{apiCalls}</div>}
        {actions && <div className="flex flex-wrap items-center gap-2 max-sm:basis-full">{actions}</div>}
      </div>
    </header>
  );
}
