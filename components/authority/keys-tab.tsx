import { DevelopmentKeyMark, KeyStateBadge } from "@/components/signing-key/key-badges";
import { backendWords } from "@/components/signing-key/key-words";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { AuthorityKeyView, AuthorityView } from "@/lib/authority/schema";

const roleWords = { current: "Signs now", next: "Signs next", retired: "Retired" } as const;

export const KeysTab = ({ authority }: { authority: AuthorityView }) => (
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
