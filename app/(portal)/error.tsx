"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { PageError } from "@/components/shell/page-error";

export default function PortalError({ error, reset }: { error: Error; reset: () => void }) {
  const router = useRouter();
  return (
    <PageError
      error={error}
      onRetry={() =>
        startTransition(() => {
          router.refresh();
          reset();
        })
      }
    />
  );
}
