"use client";

import { DomainCard } from "@/components/authority/domain-card";
import { DevelopmentKeyMark, KeyStateBadge } from "@/components/signing-key/key-badges";
import { backendWords } from "@/components/signing-key/key-words";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { KeyValueList } from "@/components/ui/key-value-list";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { AuthorityKeyView, AuthorityView } from "@/lib/authority/schema";

const roleWords = { current: "Signs now", next: "Signs next", retired: "Retired" } as const;

export const AuthorityOverview = ({ authority, issuerUrl }: { authority: AuthorityView; issuerUrl: string }) => (
  <div className="grid items-start gap-8 lg:grid-cols-2">
    <Card aria-labelledby="identity">
      <CardHeader titleId="identity" title="Identity" description="What wallets and verifiers know it by." />
      <CardBody>
        <KeyValueList
          items={[
            { label: "DID", value: <CopyId value={authority.did} label="DID" longest={24} /> },
            {
              label: "Linked domain",
              value: <CopyId value={authority.linkedDomainUrl} label="linked domain" longest={24} />,
            },
            {
              label: "Credential issuer",
              value: <CopyId value={issuerUrl} label="credential issuer URL" longest={24} />,
            },
            { label: "Authority id", value: <CopyId value={authority.id} label="authority id" longest={24} /> },
            { label: "Created", value: <RelativeTime at={authority.createdAt} /> },
          ]}
        />
      </CardBody>
    </Card>
    <div className="grid gap-8">
      <DomainCard authority={authority} />
      <Card aria-labelledby="keys">
        <CardHeader titleId="keys" title="Keys" />
        <CardBody>
          <ul className="grid divide-y">
            {authority.keys.map((key) => (
              <KeyRow key={key.signingKeyId} signingKey={key} />
            ))}
          </ul>
        </CardBody>
      </Card>
    </div>
  </div>
);

const KeyRow = ({ signingKey: key }: { signingKey: AuthorityKeyView }) => (
  <li className="grid gap-2 py-3 first:pt-0 last:pb-0">
    <span className="flex flex-wrap items-center gap-2">
      <TextLink href={`/signing-keys/${key.signingKeyId}`}>{key.name}</TextLink>
      <Badge tone={key.role === "current" ? "primary" : "neutral"}>{roleWords[key.role]}</Badge>
      {key.backend === "jwk" && <DevelopmentKeyMark />}
      {key.state !== "enabled" && <KeyStateBadge state={key.state} />}
    </span>
    <span className="text-[0.8125rem] text-muted-foreground">
      {key.keyType} · {key.algorithm} · {backendWords[key.backend]}
    </span>
  </li>
);
