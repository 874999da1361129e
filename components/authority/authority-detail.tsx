"use client";

import { useQuery } from "@tanstack/react-query";
import { authorityCalls } from "@/components/authority/authority-calls";
import { AuthorityOverview } from "@/components/authority/authority-overview";
import { DomainBadge } from "@/components/authority/domain-badge";
import { DomainTab } from "@/components/authority/domain-tab";
import { HistoryTab } from "@/components/authority/history-tab";
import { KeysTab } from "@/components/authority/keys-tab";
import { MetadataTab } from "@/components/authority/metadata-tab";
import { RenameAuthority } from "@/components/authority/rename-authority";
import { useAuthorityTab } from "@/components/authority/use-authority-tab";
import { ApiCalls } from "@/components/developer/api-calls";
import { DevelopmentKeyNotice } from "@/components/signing-key/development-key-notice";
import { DevelopmentKeyMark } from "@/components/signing-key/key-badges";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { AuthorityView } from "@/lib/authority/schema";
import { getJson } from "@/lib/client/get-json";

interface AuthorityDetailProps {
  initial: AuthorityView;
  /** Where wallets find this authority as a credential issuer. */
  issuerUrl: string;
  rootsUrl: string | null;
  /** Whether the organisation's settings allow deleting it. */
  deletable: boolean;
}

export function AuthorityDetail({ initial, issuerUrl, rootsUrl, deletable }: AuthorityDetailProps) {
  const [tab, setTab] = useAuthorityTab();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["authorities", initial.id],
    queryFn: ({ signal }) => getJson<AuthorityView>(`/api/portal/authorities/${initial.id}`, signal),
    initialData: initial,
  });
  // Only a did:web has a document that somebody serves; the others hold theirs in themselves, or on a ledger.
  const hasDocument = data.did.startsWith("did:web:");
  const domainLabel = data.linkedDomainUrl === null ? "Document" : "Domain";
  const development = data.keys[0]?.backend === "jwk";
  const shownTab = tab === "domain" && !hasDocument ? "overview" : tab;
  return (
    <div className="grid gap-8">
      <PageHeader
        breadcrumb={[{ label: "Authorities", href: "/authorities" }]}
        title={data.name}
        badge={
          <>
            <DomainBadge authority={data} />
            {data.didDocumentStatus === "outOfSync" && (
              <Badge tone="warning">
                {data.keys.some(({ role }) => role === "next") ? "New key waits" : "did.json out of date"}
              </Badge>
            )}
            {development && <DevelopmentKeyMark />}
          </>
        }
        apiCalls={<ApiCalls calls={authorityCalls(data)} />}
        actions={
          <>
            <RenameAuthority key={data.name} authority={data} />
            <ButtonLink href={`/contracts/new?authority=${data.id}`}>Design a contract</ButtonLink>
          </>
        }
      />
      {error && (
        <ErrorState title="This page is not up to date" error={error} onRetry={() => refetch()} retrying={isFetching} />
      )}
      {development && (shownTab === "overview" || shownTab === "keys") && (
        <DevelopmentKeyNotice subject={`${data.name} signs with`} />
      )}
      <Tabs
        label="Parts of the authority"
        value={shownTab}
        onValueChange={setTab}
        tabs={[
          {
            value: "overview",
            label: "Overview",
            content: <AuthorityOverview authority={data} deletable={deletable} rootsUrl={rootsUrl} />,
          },
          { value: "keys", label: "Keys", content: <KeysTab authority={data} /> },
          ...(hasDocument
            ? [{ value: "domain" as const, label: domainLabel, content: <DomainTab authority={data} /> }]
            : []),
          { value: "metadata", label: "Metadata", content: <MetadataTab issuerUrl={issuerUrl} /> },
          { value: "history", label: "History", content: <HistoryTab authorityId={data.id} /> },
        ]}
      />
    </div>
  );
}
