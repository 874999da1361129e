"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { ApiCalls } from "@/components/developer/api-calls";
import type { ApiCall } from "@/components/developer/api-request";
import { DevelopmentKeyNotice } from "@/components/signing-key/development-key-notice";
import { DevelopmentKeyMark, KeyStateBadge } from "@/components/signing-key/key-badges";
import { KeyUses } from "@/components/signing-key/key-uses";
import { backendWords, settingRow, stateWords } from "@/components/signing-key/key-words";
import { ReplaceCredentials } from "@/components/signing-key/replace-credentials";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyId } from "@/components/ui/copy-id";
import { ErrorState } from "@/components/ui/error-state";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyUse } from "@/lib/authority/key-use-schema";
import { getJson } from "@/lib/client/get-json";
import type { SigningKeyView } from "@/lib/signing-key/schema";

interface SigningKeyDetailProps {
  initial: SigningKeyView;
  uses: readonly KeyUse[];
  /** What the API can do with the key. */
  calls: readonly ApiCall[];
}

export function SigningKeyDetail({ initial, uses, calls }: SigningKeyDetailProps) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["signing-keys", initial.id],
    queryFn: ({ signal }) => getJson<SigningKeyView>(`/api/portal/signing-keys/${initial.id}`, signal),
    initialData: initial,
  });
  const state = stateWords[data.state];
  return (
    <div className="grid gap-8">
      <PageHeader
        breadcrumb={[{ label: "Signing keys", href: "/signing-keys" }]}
        title={data.name}
        badge={
          <>
            <KeyStateBadge state={data.state} />
            {data.backend === "jwk" && <DevelopmentKeyMark />}
          </>
        }
        apiCalls={<ApiCalls calls={calls} />}
        actions={
          <>
            {data.backend !== "jwk" && data.publicJwk && <ReplaceCredentials signingKey={data} />}
            <Button onClick={() => refetch()} pending={isFetching}>
              {!isFetching && <RefreshCw aria-hidden />}
              Refresh state
            </Button>
          </>
        }
      />
      {error && <ErrorState title="The state could not be refreshed" error={error} />}
      {data.state !== "enabled" && (
        <Alert tone={state.tone === "danger" ? "danger" : "info"} title={state.label}>
          {state.meaning}
        </Alert>
      )}
      {data.backend === "jwk" && <DevelopmentKeyNotice subject="This is" />}
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <Card aria-labelledby="key-facts">
          <CardHeader titleId="key-facts" title="About this key" />
          <CardBody>
            <KeyValueList items={facts(data)} />
          </CardBody>
        </Card>
        <div className="grid gap-8">
          <KeyUses uses={uses} />
          {data.publicJwk && (
            <Card aria-labelledby="public-key">
              <CardHeader
                titleId="public-key"
                title="Public key"
                description="What verifiers need. It may be given to anybody; the private key is not part of it."
              />
              <CardBody>
                <CodeBlock
                  label="Public JWK"
                  code={JSON.stringify(data.publicJwk, null, 2)}
                  fileName={`signing-key-${data.id.slice(0, 8)}.jwk.json`}
                />
              </CardBody>
            </Card>
          )}
        </div>
      </div>
    </div>
  );
}

const facts = (key: SigningKeyView) => [
  { label: "Kept in", value: backendWords[key.backend] },
  { label: "Type", value: key.keyType },
  { label: "Signs with", value: key.algorithm },
  ...(key.reference
    ? [
        {
          label: key.backend === "aws" ? "Key ARN" : "Key URL",
          value: <CopyId value={key.reference} label={key.backend === "aws" ? "key ARN" : "key URL"} longest={24} />,
        },
      ]
    : []),
  ...Object.entries(key.settings).map(settingRow),
  ...(key.deletionDate ? [{ label: "To be deleted", value: <RelativeTime at={key.deletionDate} /> }] : []),
  { label: "Key id", value: <CopyId value={key.id} label="key id" longest={24} /> },
  { label: "Created", value: <RelativeTime at={key.createdAt} /> },
];
