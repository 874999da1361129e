"use client";

import { KeyRound } from "lucide-react";
import { PagedList } from "@/components/shell/paged-list";
import { PermittedLink } from "@/components/shell/permitted-link";
import { DevelopmentKeyMark, KeyStateBadge } from "@/components/signing-key/key-badges";
import { backendWords } from "@/components/signing-key/key-words";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { usePages } from "@/lib/client/use-pages";
import type { Page } from "@/lib/kernel/page";
import type { SigningKeyView } from "@/lib/signing-key/schema";

export function SigningKeyList({ initial }: { initial: Page<SigningKeyView> }) {
  const keys = usePages("/api/portal/signing-keys", ["signing-keys", "list"], initial);
  return (
    <PagedList list={keys} empty={<NoKeys />} more="Show more keys">
      {(items) => (
        <Table label="Signing keys">
          <TableHead>
            <TableRow>
              <TableHeaderCell>Name</TableHeaderCell>
              <TableHeaderCell>State</TableHeaderCell>
              <TableHeaderCell className="hidden @lg:table-cell">Kept in</TableHeaderCell>
              <TableHeaderCell className="hidden @2xl:table-cell">Type</TableHeaderCell>
              <TableHeaderCell className="hidden @3xl:table-cell">Created</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {items.map((key) => (
              <TableRow key={key.id}>
                <TableCell>
                  <TextLink href={`/signing-keys/${key.id}`}>{key.name}</TextLink>
                  <div className="mt-1.5 @lg:hidden">
                    <Backend backend={key.backend} />
                  </div>
                </TableCell>
                <TableCell>
                  <KeyStateBadge state={key.state} />
                </TableCell>
                <TableCell className="hidden @lg:table-cell">
                  <Backend backend={key.backend} />
                </TableCell>
                <TableCell className="hidden whitespace-nowrap @2xl:table-cell">
                  {key.keyType} <span className="text-muted-foreground">· {key.algorithm}</span>
                </TableCell>
                <TableCell className="hidden whitespace-nowrap text-muted-foreground @3xl:table-cell">
                  <RelativeTime at={key.createdAt} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </PagedList>
  );
}

const Backend = ({ backend }: Pick<SigningKeyView, "backend">) =>
  backend === "jwk" ? <DevelopmentKeyMark /> : <span className="whitespace-nowrap">{backendWords[backend]}</span>;

const NoKeys = () => (
  <EmptyState
    icon={<KeyRound />}
    title="No signing key yet"
    action={
      <PermittedLink permission="SigningKey.Create" href="/signing-keys/new" variant="primary">
        Onboard a key
      </PermittedLink>
    }
  >
    A signing key proves that a credential comes from you. Best it lives in AWS KMS, Vault or Azure, where nobody can
    copy it; a development key needs no account and is enough to try everything. Creating an authority can make one on
    the way.
  </EmptyState>
);
