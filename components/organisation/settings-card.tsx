"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { backendWords } from "@/components/signing-key/key-words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LazySelect } from "@/components/ui/lazy-select";
import { Switch } from "@/components/ui/switch";
import { updateOrganisationSettingsAction } from "@/lib/actions/organisation";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";
import type { DefaultBackend } from "@/lib/signing-key/schema";
import type { OrganisationSettings } from "@/lib/tenant/schema";

const save = unwrap(updateOrganisationSettingsAction);
const SERVER = "server";
/** By hand and not by schema: a schema library would be a tenth of the page's script. */
const keyStores: readonly DefaultBackend[] = ["aws", "jwk"];

/** What holds for the whole organisation. Everything here takes effect with the next request. */
export function SettingsCard({ initial }: { initial: OrganisationSettings }) {
  const unavailable = useUnavailable("Tenant.ReadWrite");
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  const saving = useMutation({ mutationFn: save, onSuccess: () => router.refresh() });
  const problem = saving.error && problemFrom(saving.error);
  const { name, defaultKeyStore, webAuthorityDeletionAllowed, batchEventNames, country } = draft;

  function change(changes: Partial<OrganisationSettings>) {
    saving.reset();
    setDraft({ ...draft, ...changes });
  }

  return (
    <Card aria-labelledby="general">
      <CardHeader titleId="general" title="General" description="For everybody in this organisation." />
      <CardBody className="grid max-w-xl gap-6">
        {problem && Object.keys(problem.fields).length === 0 && (
          <ErrorState title="The settings were not saved" error={problem} />
        )}
        {saving.isSuccess && <Alert tone="success">Saved.</Alert>}
        <Field
          label="Organisation name"
          required
          error={problem?.fields.name}
          hint="Shown in the portal. To wallets each authority goes by its own name."
        >
          <Input value={name} onValueChange={(next) => change({ name: next })} />
        </Field>
        <Field
          label="Default key store"
          error={problem?.fields.defaultKeyStore}
          hint="Where a new authority's key is made when the request names no place."
        >
          <LazySelect<DefaultBackend | typeof SERVER>
            value={defaultKeyStore ?? SERVER}
            onValueChange={(value) => change({ defaultKeyStore: value === SERVER ? null : value })}
            options={[
              { value: SERVER, label: `As the server is set up: ${backendWords[draft.serverKeyStore]}` },
              ...keyStores.map((backend) => ({ value: backend, label: backendWords[backend] })),
            ]}
          />
        </Field>
        <Field
          label="Country"
          error={problem?.fields.country}
          hint="Two letters, such as DE: mdocs are signed with certificates that name it. Empty, they name ZZ, which is no country."
        >
          <Input
            className="max-w-24"
            maxLength={2}
            value={country ?? ""}
            onValueChange={(next) => change({ country: next.trim().toUpperCase() || null })}
          />
        </Field>
        <Switch
          label="Authorities may be deleted"
          hint="Deleting an authority makes everything it issued invalid for good. The Admin API refuses it for did:web unless this is on."
          checked={webAuthorityDeletionAllowed}
          onCheckedChange={(allowed) => change({ webAuthorityDeletionAllowed: allowed })}
        />
        <Switch
          label="Old event names for batches"
          hint="Callbacks of the Issuer API are told of each credential in a batch as batch_jwt_issue or batch_sdjwt_issue, as older receivers expect, instead of jwt_issue or sdjwt_issue."
          checked={batchEventNames}
          onCheckedChange={(old) => change({ batchEventNames: old })}
        />
      </CardBody>
      <CardFooter>
        <Button
          variant="primary"
          pending={saving.isPending}
          unavailable={unavailable}
          onClick={() =>
            saving.mutate({ name, defaultKeyStore, webAuthorityDeletionAllowed, batchEventNames, country })
          }
        >
          Save
        </Button>
      </CardFooter>
    </Card>
  );
}
