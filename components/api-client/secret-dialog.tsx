"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { dialogStyles, scrimStyles } from "@/components/ui/dialog-styles";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { CreatedApiClient } from "@/lib/api-client/schema";

const SCOPE = "6a8b4b39-c021-437c-b060-5a14a3fd65f3/.default";

interface SecretDialogProps {
  created: CreatedApiClient;
  publicUrl: string;
  /** The reader says that the secret is kept: only this closes it. */
  onStored: () => void;
}

/** The one look at a client's secret. A click beside it or Escape does not close it: the secret would be lost. */
export function SecretDialog({ created, publicUrl, onStored }: SecretDialogProps) {
  const { client, secret } = created;
  const tokenUrl = `${publicUrl}/oauth2/v2.0/token`;
  const example = [
    `curl ${tokenUrl} \\`,
    "  -d grant_type=client_credentials \\",
    `  -d client_id=${client.id} \\`,
    '  -d client_secret="$CLIENT_SECRET" \\',
    `  -d scope=${SCOPE}`,
  ].join("\n");
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={scrimStyles} />
        <AlertDialog.Popup className={classNames(dialogStyles, "w-[min(40rem,calc(100vw-2rem))]")}>
          <div className="grid gap-1.5">
            <AlertDialog.Title className="font-semibold text-lg leading-snug">
              {client.name} is ready. Keep its secret now
            </AlertDialog.Title>
            <AlertDialog.Description className="text-muted-foreground">
              Put both into your application's own secret store.
            </AlertDialog.Description>
          </div>
          <Alert tone="warning">This is the only time the secret is shown. It cannot be looked up later.</Alert>
          <KeyValueList
            items={[
              { label: "Client id", value: <Copyable text={client.id} what="client id" /> },
              { label: "Client secret", value: <Copyable text={secret} what="client secret" /> },
            ]}
          />
          <CodeBlock label="Get a token" code={example} />
          <div className="flex justify-end">
            <Button variant="primary" onClick={onStored}>
              I have kept the secret
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

const Copyable = ({ text, what }: { text: string; what: string }) => (
  <span className="flex items-center justify-between gap-3">
    <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{text}</code>
    <CopyButton text={text} label={`Copy the ${what}`} size="icon-sm" variant="ghost" />
  </span>
);
