"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { keyOfNewAuthorityCall } from "@/components/authority/create-authority-call";
import { ApiCalls } from "@/components/developer/api-calls";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { backendPermissions } from "@/components/signing-key/backend-permissions";
import { backendOf, keyDraftErrors, newKeyDraft, onboardInput } from "@/components/signing-key/key-draft";
import { type KeyBackends, KeyFields } from "@/components/signing-key/key-fields";
import { KeyRefusal } from "@/components/signing-key/key-refusal";
import { backendWords } from "@/components/signing-key/key-words";
import { useOnboardSigningKey } from "@/components/signing-key/use-onboard-signing-key";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { focusFirstInvalid } from "@/components/ui/focus-first-invalid";
import { Input } from "@/components/ui/input";
import { problemFrom } from "@/lib/client/action-problem";

export function OnboardForm({ backends }: { backends: KeyBackends }) {
  const [draft, setDraft] = useState(() => newKeyDraft(backends.defaultBackend));
  const [judged, setJudged] = useState(false);
  const unavailable = useUnavailable("SigningKey.Create");
  const router = useRouter();
  const onboard = useOnboardSigningKey();
  const problem = onboard.error && problemFrom(onboard.error);
  const faults = keyDraftErrors(draft);
  const errors = { ...problem?.fields, ...(judged && faults) };
  const backend = backendOf(draft.source);
  const permissions = backendPermissions[backend];

  function submit(form: HTMLElement) {
    setJudged(true);
    if (Object.keys(faults).length > 0) return focusFirstInvalid(form);
    onboard.mutate(onboardInput(draft), { onSuccess: ({ id }) => router.push(`/signing-keys/${id}`) });
  }

  return (
    <form
      noValidate
      aria-label="Onboard a signing key"
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      {problem && <KeyRefusal title="The key was not made" problem={problem} backend={backend} />}
      <Card>
        <CardBody className="grid gap-5">
          <KeyFields
            value={draft}
            onChange={(next) => {
              if (onboard.isError) onboard.reset();
              setDraft(next);
            }}
            errors={errors}
            backends={backends}
          />
          <Field
            label="Name"
            error={errors.name}
            hint="For your own eyes. Left empty, it is named after its type and backend."
          >
            <Input value={draft.name} onValueChange={(name) => setDraft({ ...draft, name })} />
          </Field>
          {permissions && (
            <details className="rounded-xl border px-4 py-3">
              <summary className="font-medium text-sm">{permissions.question}</summary>
              <p className="mt-2 mb-3 text-muted-foreground">{permissions.words}</p>
              {permissions.policy}
            </details>
          )}
        </CardBody>
        <CardFooter>
          <ApiCalls calls={[keyOfNewAuthorityCall(draft)]} />
          <ButtonLink href="/signing-keys">Cancel</ButtonLink>
          <Button
            type="submit"
            variant="primary"
            pending={onboard.isPending || onboard.isSuccess}
            unavailable={unavailable}
          >
            {backend === "jwk" ? "Make the development key" : `Make the key in ${backendWords[backend]}`}
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
