"use client";

import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";

/** A page that could not be made; the rail beside it still works. */
export const PageError = ({ error, onRetry }: { error: Error; onRetry: () => void }) => (
  <div className="grid gap-8">
    <PageHeader title="This page could not be shown" />
    <ErrorState title="Something went wrong while loading it" error={error} onRetry={onRetry} />
  </div>
);
