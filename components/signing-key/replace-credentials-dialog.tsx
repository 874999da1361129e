"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfigFields } from "@/components/signing-key/config-fields";
import { configDraftErrors, configOfDraft } from "@/components/signing-key/key-draft";
import { type ConfigVariant, credentialsOf, keySources, titleOf } from "@/components/signing-key/key-sources";
import { backendWords } from "@/components/signing-key/key-words";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextLink } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast-manager";
import { rotateKeyCredentialsAction } from "@/lib/actions/signing-key";
import { unwrap } from "@/lib/client/unwrap";
import type { Backend, SigningKeyView } from "@/lib/signing-key/schema";

const rotate = unwrap(rotateKeyCredentialsAction);

const waysInto = (backend: Backend): readonly ConfigVariant[] =>
  Object.values(keySources).flatMap((source) => (source.backend === backend ? [...source.variants] : []));

interface ReplaceCredentialsDialogProps {
  signingKey: SigningKeyView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ReplaceCredentialsDialog({ signingKey, open, onOpenChange }: ReplaceCredentialsDialogProps) {
  const { id, backend, keyType, settings } = signingKey;
  const queryClient = useQueryClient();
  const variants = waysInto(backend);
  const [credentials, setCredentials] = useState(settings.credentials ?? "");
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(settings);
  const variant = variants.find((one) => credentialsOf(one) === credentials) ?? variants[0];
  if (!variant) return null;
  const config = configOfDraft(variant, fields);
  const errors = configDraftErrors({ backend, keyType, config });
  const [fault] = Object.values(errors);

  async function confirm() {
    const { keys } = await rotate({ signingKeyId: id, config });
    const title = keys === 1 ? "The key signs by the new credentials" : `${keys} keys sign by the new credentials`;
    showToast({ tone: "success", title });
    await queryClient.invalidateQueries({ queryKey: ["signing-keys"] });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Rotate the credentials for ${backendWords[backend]}?`}
      consequence="Every key that is reached by the same credentials signs once by the new ones. Only when all have, they are taken over at once; until then the old ones serve. Withdraw those a minute later. It needs a sign-in of the last five minutes."
      confirmLabel="Try and take over"
      variant="primary"
      unavailable={fault}
      onConfirm={confirm}
    >
      {variants.length > 1 && (
        <Field label="Sign in by" required>
          <Select
            options={variants.map((one) => ({ value: credentialsOf(one), label: titleOf(one) }))}
            value={credentialsOf(variant)}
            onValueChange={setCredentials}
          />
        </Field>
      )}
      <ConfigFields variant={variant} value={fields} onChange={setFields} errors={{}} />
      <TextLink href={`/signin?again=1&next=/signing-keys/${id}`}>Sign in again</TextLink>
    </ConfirmDialog>
  );
}
