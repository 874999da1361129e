"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import type { AuthorityView } from "@/lib/authority/schema";

// It judges what is typed by the server's own schema, which is heavy, and few open it.
const ChangeDomainDialog = dynamic(
  () => import("@/components/authority/change-domain-dialog").then((module) => module.ChangeDomainDialog),
  { ssr: false },
);

export function ChangeDomain({ authority }: { authority: AuthorityView }) {
  const unavailable = useUnavailable("Authority.ReadWrite");
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        unavailable={unavailable}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        Link another domain
      </Button>
      {asked && <ChangeDomainDialog authority={authority} open={open} onOpenChange={setOpen} />}
    </>
  );
}
