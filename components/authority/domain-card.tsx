"use client";

import { useQuery } from "@tanstack/react-query";
import { ChangeDomain } from "@/components/authority/change-domain";
import { domainFailureWords } from "@/components/authority/domain-failure-words";
import { useValidateDomain } from "@/components/authority/use-validate-domain";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuthorityView, DomainCheck } from "@/lib/authority/schema";
import { problemFrom } from "@/lib/client/action-problem";
import { getJson } from "@/lib/client/get-json";

const verdicts = new Set(["did_configuration_unreachable", "did_configuration_invalid"]);

/** Whether the domain vouches for the DID, and if it does not, the exact reason for whoever mends it. */
export function DomainCard({ authority }: { authority: AuthorityView }) {
  const unavailable = useUnavailable("Authority.ReadWrite");
  const validate = useValidateDomain(authority.id);
  const check = useQuery({
    queryKey: ["authorities", authority.id, "domain-check"],
    queryFn: ({ signal }) =>
      getJson<{ last: DomainCheck | null }>(`/api/portal/authorities/${authority.id}/domain-check`, signal),
  });
  const last = check.data?.last;
  const words = last?.failure && domainFailureWords(last.failure);
  const problem = validate.error && problemFrom(validate.error);
  return (
    <Card aria-labelledby="domain">
      <CardHeader
        titleId="domain"
        title="Domain"
        description="The domain and the DID name each other, so that wallets can show who is behind it."
      />
      <CardBody className="grid gap-4">
        {validate.isSuccess && (
          <Alert tone="success" title="The domain is verified">
            It serves both documents, and they name this authority's DID and key.
          </Alert>
        )}
        {problem && !verdicts.has(problem.code) && (
          <ErrorState title="The domain could not be validated" error={problem} />
        )}
        {last && !last.verified && !authority.linkedDomainsVerified && (
          <Alert tone="danger" title="The last check failed">
            <p>{words?.fault ?? problem?.message ?? "Validate it again to see why."}</p>
            {words && <p className="mt-2">{words.remedy}</p>}
          </Alert>
        )}
        {check.error && (
          <ErrorState title="The last check could not be read" error={check.error} onRetry={() => check.refetch()} />
        )}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button pending={validate.isPending} unavailable={unavailable} onClick={() => validate.mutate()}>
            Validate domain
          </Button>
          <ChangeDomain key={authority.linkedDomainUrl} authority={authority} />
          <span className="text-[0.8125rem] text-muted-foreground">
            {last ? (
              <>
                Checked <RelativeTime at={last.checkedAt} />
              </>
            ) : (
              check.isSuccess && "Not checked yet"
            )}
          </span>
        </div>
      </CardBody>
    </Card>
  );
}
