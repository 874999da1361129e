"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  type AuthorityDraft,
  authorityDraftErrors,
  authorityInput,
  domainOutlook,
  keyErrors,
} from "@/components/authority/authority-draft";
import { createAuthorityCall } from "@/components/authority/create-authority-call";
import { CreationChecklist } from "@/components/authority/creation-checklist";
import { KeyPicker } from "@/components/authority/key-picker";
import { useCreateAuthority } from "@/components/authority/use-create-authority";
import { ApiCalls } from "@/components/developer/api-calls";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { backendOf, newKeyDraft } from "@/components/signing-key/key-draft";
import type { KeyBackends } from "@/components/signing-key/key-fields";
import { KeyRefusal } from "@/components/signing-key/key-refusal";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { focusFirstInvalid } from "@/components/ui/focus-first-invalid";
import { Input } from "@/components/ui/input";
import { problemFrom } from "@/lib/client/action-problem";
import type { SigningKeyView } from "@/lib/signing-key/schema";

interface AuthorityFormProps {
  suggestedName: string;
  /** This portal's own origin. */
  origin: string;
  keys: readonly SigningKeyView[];
  backends: KeyBackends;
  /** The tenant's first authority leads straight on to its first contract. */
  isFirst: boolean;
}

export function AuthorityForm({ suggestedName, origin, keys, backends, isFirst }: AuthorityFormProps) {
  const [draft, setDraft] = useState<AuthorityDraft>(() => ({
    name: suggestedName,
    linkedDomainUrl: `${origin}/`,
    signingKeyId: null,
    key: newKeyDraft(backends.defaultBackend),
  }));
  const [judged, setJudged] = useState(false);
  const unavailable = useUnavailable("Authority.ReadWrite");
  const router = useRouter();
  const create = useCreateAuthority();
  const problem = create.error && problemFrom(create.error);
  const faults = authorityDraftErrors(draft);
  const errors = { ...problem?.fields, ...(judged && faults) };
  const creating = create.isPending || create.isSuccess;
  const backend = draft.signingKeyId === null ? backendOf(draft.key.source) : null;

  function change(next: AuthorityDraft) {
    if (create.isError) create.reset();
    setDraft(next);
  }
  function submit(form: HTMLElement) {
    setJudged(true);
    if (Object.keys(faults).length > 0) return focusFirstInvalid(form);
    create.mutate(authorityInput(draft), {
      onSuccess: ({ id }) => router.push((isFirst ? "/contracts/new" : `/authorities/${id}`) as Route),
    });
  }

  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <form
        noValidate
        aria-label="Create an authority"
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        {problem && <KeyRefusal title="The authority was not created" problem={problem} backend={backend} />}
        <Card>
          <CardBody className="grid gap-5">
            <Field
              label="Name"
              required
              error={errors.name}
              hint="Shown in wallets as the issuer, so use what people know you by."
            >
              <Input value={draft.name} onValueChange={(name) => change({ ...draft, name })} />
            </Field>
            <Field
              label="Linked domain"
              required
              error={errors.linkedDomainUrl}
              hint={domainHint(draft.linkedDomainUrl, origin)}
            >
              <Input
                type="url"
                inputMode="url"
                spellCheck={false}
                value={draft.linkedDomainUrl}
                onValueChange={(linkedDomainUrl) => change({ ...draft, linkedDomainUrl })}
              />
            </Field>
          </CardBody>
        </Card>
        <Card aria-labelledby="key-title">
          <CardHeader titleId="key-title" title="Key" description="It signs everything this authority issues." />
          <CardBody>
            <KeyPicker value={draft} onChange={change} errors={keyErrors(errors)} keys={keys} backends={backends} />
          </CardBody>
          <CardFooter>
            <ApiCalls calls={[createAuthorityCall(draft)]} />
            <ButtonLink href="/authorities">Cancel</ButtonLink>
            <Button type="submit" variant="primary" pending={creating} unavailable={unavailable}>
              Create authority
            </Button>
          </CardFooter>
        </Card>
      </form>
      <CreationChecklist draft={draft} errors={faults} origin={origin} creating={creating} />
    </div>
  );
}

const domainHint = (linkedDomainUrl: string, origin: string): string =>
  domainOutlook(linkedDomainUrl, origin)?.hostedHere
    ? "This portal's own address: the documents are hosted here, there is nothing more to do."
    : "An https address that you control. Its DID stands for the whole domain.";
