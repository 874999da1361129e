"use client";

import { KeyRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useSignedInUser, useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import type { SigningKeyView } from "@/lib/signing-key/schema";

// It judges what is typed by the server's own schemas, which are heavy, and few open it.
const ReplaceCredentialsDialog = dynamic(
  () => import("@/components/signing-key/replace-credentials-dialog").then((module) => module.ReplaceCredentialsDialog),
  { ssr: false },
);

export function ReplaceCredentials({ signingKey }: { signingKey: SigningKeyView }) {
  const { role } = useSignedInUser();
  const forbidden = useUnavailable("SigningKey.Create");
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        unavailable={forbidden ?? (role === "owner" ? undefined : "Only an owner may do this.")}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        <KeyRound aria-hidden />
        Rotate credentials
      </Button>
      {asked && <ReplaceCredentialsDialog signingKey={signingKey} open={open} onOpenChange={setOpen} />}
    </>
  );
}
