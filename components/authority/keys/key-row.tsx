import { RemoveKey } from "@/components/authority/keys/remove-key";
import { DevelopmentKeyMark, KeyStateBadge } from "@/components/signing-key/key-badges";
import { backendWords } from "@/components/signing-key/key-words";
import { Badge } from "@/components/ui/badge";
import { CopyId } from "@/components/ui/copy-id";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { AuthorityKeyView } from "@/lib/authority/schema";

const roleWords = { current: "Signs now", next: "Signs next", retired: "Retired" } as const;
const roleTones = { current: "primary", next: "warning", retired: "neutral" } as const;

interface KeyRowProps {
  authorityId: string;
  signingKey: AuthorityKeyView;
  liveCredentials: number | undefined;
}

export const KeyRow = ({ authorityId, signingKey: key, liveCredentials }: KeyRowProps) => (
  <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
    <div className="grid min-w-0 justify-items-start gap-2">
      <span className="flex flex-wrap items-center gap-2">
        <TextLink href={`/signing-keys/${key.signingKeyId}`}>{key.name}</TextLink>
        <Badge tone={roleTones[key.role]}>{roleWords[key.role]}</Badge>
        {key.backend === "jwk" && <DevelopmentKeyMark />}
        {key.state !== "enabled" && <KeyStateBadge state={key.state} />}
      </span>
      <span className="text-[0.8125rem] text-muted-foreground">
        {key.keyType} · {key.algorithm} · {backendWords[key.backend]} · added <RelativeTime at={key.addedAt} />
      </span>
      <CopyId value={key.keyId.slice(key.keyId.indexOf("#"))} label="fragment" longest={24} />
      {liveCredentials !== undefined && (
        <span className="text-[0.8125rem] text-muted-foreground">
          {liveCredentials === 0
            ? "No valid credential was signed by it"
            : `${liveCredentials} valid ${liveCredentials === 1 ? "credential was" : "credentials were"} signed by it`}
        </span>
      )}
    </div>
    {key.role === "retired" && (
      <RemoveKey authorityId={authorityId} signingKey={key} liveCredentials={liveCredentials} />
    )}
  </li>
);
