import { transactionsCall } from "@/components/authority/authority-calls";
import { ApiCalls } from "@/components/developer/api-calls";
import { formatNames } from "@/components/issuance/format-names";
import { endingOf, issuanceSteps } from "@/components/issuance/issuance-steps";
import { timelineOf } from "@/components/issuance/session-timeline";
import { SessionTimelineList } from "@/components/issuance/session-timeline-list";
import { stateWords } from "@/components/issuance/session-words";
import { PermittedLink } from "@/components/shell/permitted-link";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { IssuanceSessionDetail } from "@/lib/issuance/session-schema";

interface Props {
  session: IssuanceSessionDetail;
  /** Whether the portal can make another offer by the same contract. */
  repeatable: boolean;
}

/** One offer and all that happened to it. */
export function SessionDetail({ session, repeatable }: Props) {
  const ending = endingOf(session);
  const state = stateWords[session.state];
  return (
    <div className="grid gap-6">
      <PageHeader
        title={session.contractName}
        breadcrumb={[{ label: "Issuances", href: "/issuances" }]}
        badge={<Badge tone={state.tone}>{state.label}</Badge>}
        apiCalls={<ApiCalls calls={[transactionsCall({ id: session.authorityId, name: session.authorityName })]} />}
      />
      {ending && (
        <Alert
          tone={session.state === "failed" ? "danger" : "warning"}
          title={ending.cause}
          actions={repeatable && <NewOffer session={session} />}
        >
          {ending.remedy}
        </Alert>
      )}
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_26rem]">
        <Card aria-labelledby="session-timeline">
          <CardHeader titleId="session-timeline" title="What happened" />
          <CardBody aria-live="polite">
            <SessionTimelineList entries={timelineOf(session)} waiting={waitingOf(session)} />
          </CardBody>
        </Card>
        <Card aria-labelledby="session-facts">
          <CardHeader titleId="session-facts" title="Offer" />
          <CardBody>
            <KeyValueList items={facts(session)} />
          </CardBody>
        </Card>
      </div>
    </div>
  );
}

const NewOffer = ({ session: { contractId } }: { session: IssuanceSessionDetail }) => (
  <PermittedLink permission="Credential.Issue" href={`/issue?contract=${contractId}`} size="sm">
    Make a new offer
  </PermittedLink>
);

const waitingOf = (session: IssuanceSessionDetail): string | undefined =>
  issuanceSteps(session).find(({ state }) => state === "current")?.waiting;

/** Until when the offer can be taken up, as long as that is of interest. */
const limitOf = ({ state, expiresAt }: IssuanceSessionDetail) =>
  state === "issued" || state === "failed"
    ? []
    : [{ label: state === "expired" ? "Ran out" : "Good until", value: <RelativeTime at={expiresAt} /> }];

const protocols: Readonly<Record<string, string>> = {
  "1.0": "OpenID4VCI 1.0",
  draft13: "OpenID4VCI draft 13",
  draft11: "OpenID4VCI draft 11",
};

function facts(session: IssuanceSessionDetail) {
  return [
    { label: "Issuance id", value: <CopyId value={session.id} label="issuance id" longest={18} /> },
    {
      label: "Contract",
      value: <TextLink href={`/contracts/${session.contractId}`}>{session.contractName}</TextLink>,
    },
    {
      label: "Authority",
      value: <TextLink href={`/authorities/${session.authorityId}`}>{session.authorityName}</TextLink>,
    },
    { label: "Format", value: formatNames[session.format].label },
    { label: "Protocol", value: protocols[session.protocol] ?? session.protocol },
    { label: "Offered", value: <RelativeTime at={session.createdAt} /> },
    ...limitOf(session),
    ...(session.batch.length > 0
      ? [
          {
            label: "Same offer",
            value: (
              <ul className="grid gap-1">
                {session.batch.map(({ id, position, state }) => (
                  <li key={id}>
                    <TextLink href={`/issuances/${id}`}>
                      No. {position}: {stateWords[state].label}
                    </TextLink>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    { label: "Claims", value: "Not kept here" },
  ];
}
