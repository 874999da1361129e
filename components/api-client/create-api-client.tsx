"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { createApiClientAction } from "@/lib/actions/api-client";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";

// Neither is seen before somebody makes a client.
const ApiClientForm = dynamic(
  () => import("@/components/api-client/api-client-form").then((module) => module.ApiClientForm),
  { ssr: false },
);
const SecretDialog = dynamic(
  () => import("@/components/api-client/secret-dialog").then((module) => module.SecretDialog),
  {
    ssr: false,
  },
);

/** The button, the form behind it, and the one look at the secret. */
export function CreateApiClient({ publicUrl }: { publicUrl: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const create = useMutation({
    mutationFn: unwrap(createApiClientAction),
    onSuccess: () => {
      setOpen(false);
      router.refresh();
    },
  });
  return (
    <>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          create.reset();
        }}
        title="New API client"
        description="An application that calls the Admin API or asks for issuances by client credentials."
        trigger={
          <Button variant="primary">
            <Plus aria-hidden />
            New API client
          </Button>
        }
      >
        <ApiClientForm
          pending={create.isPending}
          problem={create.error ? problemFrom(create.error) : null}
          onSubmit={(client) => create.mutate(client)}
        />
      </Dialog>
      {create.data && !open && <SecretDialog created={create.data} publicUrl={publicUrl} onStored={create.reset} />}
    </>
  );
}
