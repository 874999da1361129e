import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { TextLink } from "@/components/ui/text-link";
import type { KeyUse } from "@/lib/authority/key-use-schema";

const roleWords: Record<KeyUse["role"], string> = {
  current: "Signs by it",
  next: "Will sign by it",
  retired: "Signed by it before",
  removed: "No longer lists it",
};

const countWords = (count: number): string =>
  count === 0 ? "No credential signed" : count === 1 ? "1 credential signed" : `${count} credentials signed`;

/** The DIDs that stand for a key, and who issues under them. */
export const KeyUses = ({ uses }: { uses: readonly KeyUse[] }) => (
  <Card aria-labelledby="key-uses">
    <CardHeader
      titleId="key-uses"
      title="DIDs and uses"
      description="Who signs by this key, and by which name verifiers find it."
    />
    <CardBody>
      {uses.length === 0 ? (
        <p className="text-muted-foreground">No authority signs credentials by it.</p>
      ) : (
        <ul className="grid gap-5">
          {uses.map(({ authorityId, name, did, role, credentials }) => (
            <li key={authorityId} className="grid gap-1.5">
              <span className="flex flex-wrap items-center gap-2">
                <TextLink href={`/authorities/${authorityId}`}>{name}</TextLink>
                <Badge tone={role === "current" ? "success" : "neutral"}>{roleWords[role]}</Badge>
              </span>
              <CopyId value={did} label="DID" longest={40} className="justify-self-start" />
              <span className="text-[0.8125rem] text-muted-foreground">{countWords(credentials)}</span>
            </li>
          ))}
        </ul>
      )}
    </CardBody>
  </Card>
);
