"use client";

import { Building2 } from "lucide-react";
import { DomainBadge } from "@/components/authority/domain-badge";
import { PagedList } from "@/components/shell/paged-list";
import { PermittedLink } from "@/components/shell/permitted-link";
import { DevelopmentKeyMark } from "@/components/signing-key/key-badges";
import { Card } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { AuthorityView } from "@/lib/authority/schema";
import { usePages } from "@/lib/client/use-pages";
import type { Page } from "@/lib/kernel/page";

export function AuthorityList({ initial }: { initial: Page<AuthorityView> }) {
  const authorities = usePages("/api/portal/authorities", ["authorities", "list"], initial);
  return (
    <PagedList list={authorities} empty={<NoAuthorities />} more="Show more authorities">
      {(items) => (
        <ul className="grid gap-4 md:grid-cols-2" aria-label="Authorities">
          {items.map((authority) => (
            <li key={authority.id}>
              <AuthorityCard authority={authority} />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

const AuthorityCard = ({ authority }: { authority: AuthorityView }) => (
  <Card className="grid h-full content-start gap-4 p-6">
    <div className="flex flex-wrap items-start justify-between gap-3">
      <h2 className="font-semibold text-base">
        <TextLink href={`/authorities/${authority.id}`} className="no-underline hover:underline">
          {authority.name}
        </TextLink>
      </h2>
      <span className="flex flex-wrap gap-2">
        {authority.keys[0]?.backend === "jwk" && <DevelopmentKeyMark />}
        <DomainBadge authority={authority} />
      </span>
    </div>
    <CopyId value={authority.did} label="DID" longest={40} className="justify-self-start" />
    <p className="text-[0.8125rem] text-muted-foreground">
      Created <RelativeTime at={authority.createdAt} />
    </p>
  </Card>
);

const NoAuthorities = () => (
  <EmptyState
    icon={<Building2 />}
    title="No authority yet"
    action={
      <PermittedLink permission="Authority.ReadWrite" href="/authorities/new" variant="primary">
        Create an authority
      </PermittedLink>
    }
  >
    An authority is who issues: a name, a domain and a key that signs. Everything is filled in for a first try; this
    portal can host its documents.
  </EmptyState>
);
