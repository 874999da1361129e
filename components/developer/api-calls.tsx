"use client";

import { CodeXml } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ApiCall } from "@/components/developer/api-request";
import { Button } from "@/components/ui/button";

// Few open it, and it brings the printers of three languages along.
const ApiCallDialog = dynamic(
  () => import("@/components/developer/api-call-dialog").then((module) => module.ApiCallDialog),
  { ssr: false },
);

const LABEL = "Show as API call";

/** What this page does, as calls of the REST API that a reader can run. */
export function ApiCalls({ calls }: { calls: readonly ApiCall[] }) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        size="icon"
        variant="ghost"
        aria-label={LABEL}
        aria-haspopup="dialog"
        title={LABEL}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        <CodeXml aria-hidden />
      </Button>
      {asked && <ApiCallDialog calls={calls} open={open} onOpenChange={setOpen} />}
    </>
  );
}
