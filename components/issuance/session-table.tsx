import { formatNames } from "@/components/issuance/format-names";
import { stateWords } from "@/components/issuance/session-words";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { IssuanceSessionView } from "@/lib/issuance/session-schema";

export const SessionTable = ({ sessions }: { sessions: readonly IssuanceSessionView[] }) => (
  <Table label="Issuances, the newest first">
    <TableHead>
      <tr>
        <TableHeaderCell>Contract</TableHeaderCell>
        <TableHeaderCell>State</TableHeaderCell>
        <TableHeaderCell className="hidden @2xl:table-cell">Authority</TableHeaderCell>
        <TableHeaderCell className="hidden @3xl:table-cell">Format</TableHeaderCell>
        <TableHeaderCell className="hidden @lg:table-cell">Offered</TableHeaderCell>
        <TableHeaderCell className="hidden @4xl:table-cell">Last step</TableHeaderCell>
      </tr>
    </TableHead>
    <TableBody>
      {sessions.map((session) => (
        <TableRow key={session.id}>
          <TableCell className="@lg:min-w-44">
            <span className="grid justify-items-start gap-0.5">
              <TextLink
                href={`/issuances/${session.id}`}
                aria-label={`${session.contractName}, issuance ${session.id}`}
                className="[overflow-wrap:anywhere]"
              >
                {session.contractName}
              </TextLink>
              <RelativeTime at={session.createdAt} className="text-muted-foreground text-xs @lg:hidden" />
              {session.batchPosition !== null && (
                <span className="text-muted-foreground text-xs">No. {session.batchPosition} of its offer</span>
              )}
            </span>
          </TableCell>
          <TableCell>
            <Badge tone={stateWords[session.state].tone}>{stateWords[session.state].label}</Badge>
          </TableCell>
          <TableCell className="hidden min-w-36 text-muted-foreground @2xl:table-cell">
            {session.authorityName}
          </TableCell>
          <TableCell className="hidden whitespace-nowrap text-muted-foreground @3xl:table-cell">
            {formatNames[session.format].label}
          </TableCell>
          <TableCell className="hidden whitespace-nowrap text-muted-foreground @lg:table-cell">
            <RelativeTime at={session.createdAt} />
          </TableCell>
          <TableCell className="hidden whitespace-nowrap text-muted-foreground @4xl:table-cell">
            <RelativeTime at={lastStep(session)} />
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);

const lastStep = ({ endedAt, issuedAt, redeemedAt, openedAt, createdAt }: IssuanceSessionView): string =>
  issuedAt ?? endedAt ?? redeemedAt ?? openedAt ?? createdAt;
