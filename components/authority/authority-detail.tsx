"use client";

import { useQuery } from "@tanstack/react-query";
import { AuthorityOverview } from "@/components/authority/authority-overview";
import { DidConfigurationTab } from "@/components/authority/did-configuration-tab";
import { DidDocumentTab } from "@/components/authority/did-document-tab";
import { DomainBadge } from "@/components/authority/domain-badge";
import { useAuthorityTab } from "@/components/authority/use-authority-tab";
import { DevelopmentKeyNotice } from "@/components/signing-key/development-key-notice";
import { DevelopmentKeyMark } from "@/components/signing-key/key-badges";
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
}

export function AuthorityDetail({ initial, issuerUrl }: AuthorityDetailProps) {
  const [tab, setTab] = useAuthorityTab();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["authorities", initial.id],
    queryFn: ({ signal }) => getJson<AuthorityView>(`/api/portal/authorities/${initial.id}`, signal),
    initialData: initial,
  });
  const development = data.keys[0]?.backend === "jwk";
  return (
    <div className="grid gap-8">
      <PageHeader
        breadcrumb={[{ label: "Authorities", href: "/authorities" }]}
        title={data.name}
        badge={
          <>
            <DomainBadge verified={data.linkedDomainsVerified} />
            {development && <DevelopmentKeyMark />}
          </>
        }
        actions={<ButtonLink href={`/contracts/new?authority=${data.id}`}>Design a contract</ButtonLink>}
      />
      {error && (
        <ErrorState title="This page is not up to date" error={error} onRetry={() => refetch()} retrying={isFetching} />
      )}
      {development && <DevelopmentKeyNotice subject={`${data.name} signs with`} />}
      <Tabs
        label="Parts of the authority"
        value={tab}
        onValueChange={setTab}
        tabs={[
          {
            value: "overview",
            label: "Overview",
            content: <AuthorityOverview authority={data} issuerUrl={issuerUrl} />,
          },
          { value: "did", label: "did.json", content: <DidDocumentTab authority={data} /> },
          {
            value: "did-configuration",
            label: "did-configuration.json",
            content: <DidConfigurationTab authority={data} />,
          },
        ]}
      />
    </div>
  );
}
