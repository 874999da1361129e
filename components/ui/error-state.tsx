"use client";

import { ExternalLink, RotateCw } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyId } from "@/components/ui/copy-id";
import { problemFrom } from "@/lib/client/action-problem";

interface ErrorStateProps {
  /** What could not be done, in plain words: "The keys could not be loaded". */
  title: string;
  /** Whatever was thrown. */
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
  className?: string;
}

/** Says what failed and what to do, with the request id to quote; the rest of the page stays usable. */
export function ErrorState({ title, error, onRetry, retrying = false, className }: ErrorStateProps) {
  const { code, message, requestId } = problemFrom(error);
  const signedOut = code === "unauthorized";
  return (
    <Alert
      tone="danger"
      title={title}
      className={className}
      actions={
        (signedOut || onRetry) && (
          <>
            {signedOut && (
              // In a tab of its own, so that what was typed here stays.
              <ButtonLink href="/signin" target="_blank" prefetch={false} size="sm">
                Sign in
                <ExternalLink aria-hidden />
                <span className="sr-only">(opens a new tab)</span>
              </ButtonLink>
            )}
            {onRetry && (
              <Button size="sm" onClick={onRetry} pending={retrying}>
                {!retrying && <RotateCw aria-hidden />}
                Try again
              </Button>
            )}
          </>
        )
      }
    >
      <p>{message}</p>
      {requestId && (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-xs">
          Request id <CopyId value={requestId} label="request id" longest={40} />
        </p>
      )}
    </Alert>
  );
}
