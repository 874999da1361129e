import { DeleteAuthority } from "@/components/authority/delete-authority";
import { DomainBadge } from "@/components/authority/domain-badge";
import { backendWords } from "@/components/signing-key/key-words";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { KeyValueList } from "@/components/ui/key-value-list";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { AuthorityView } from "@/lib/authority/schema";

interface AuthorityOverviewProps {
  authority: AuthorityView;
  deletable: boolean;
  /** Where verifiers of its mdocs get its roots; null while it has issued none. */
  rootsUrl: string | null;
}

export function AuthorityOverview({ authority, deletable, rootsUrl }: AuthorityOverviewProps) {
  const [current] = authority.keys;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2">
      <Card aria-labelledby="identity">
        <CardHeader titleId="identity" title="Identity" description="What wallets and verifiers know it by." />
        <CardBody>
          <KeyValueList
            items={[
              { label: "DID", value: <CopyId value={authority.did} label="DID" longest={24} /> },
              { label: "Authority id", value: <CopyId value={authority.id} label="authority id" longest={24} /> },
              { label: "Created", value: <RelativeTime at={authority.createdAt} /> },
            ]}
          />
        </CardBody>
      </Card>
      <Card aria-labelledby="state">
        <CardHeader titleId="state" title="State" description="Whether it is trusted, and what it signs with." />
        <CardBody>
          <KeyValueList
            items={[
              {
                label: "Linked domain",
                value:
                  authority.linkedDomainUrl === null ? (
                    "None: whoever knows the DID can verify what it signs"
                  ) : (
                    <CopyId value={authority.linkedDomainUrl} label="linked domain" longest={24} />
                  ),
              },
              ...(authority.linkedDomainUrl === null
                ? []
                : [{ label: "Domain check", value: <DomainBadge authority={authority} /> }]),
              ...(current
                ? [
                    {
                      label: "Signs with",
                      value: (
                        <>
                          <TextLink href={`/signing-keys/${current.signingKeyId}`}>{current.name}</TextLink>
                          <span className="block text-[0.8125rem] text-muted-foreground">
                            {current.keyType} · {current.algorithm} · {backendWords[current.backend]}
                          </span>
                        </>
                      ),
                    },
                  ]
                : []),
              ...(rootsUrl
                ? [
                    {
                      label: "Root for mdocs",
                      value: (
                        <>
                          <a className="underline underline-offset-4" href={rootsUrl} download>
                            Download the certificate
                          </a>
                          <span className="block text-[0.8125rem] text-muted-foreground">
                            Readers of its mdocs trust what is signed under it.
                          </span>
                        </>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </CardBody>
      </Card>
      <DeleteAuthority authority={authority} deletable={deletable} />
    </div>
  );
}
