import { actionTone, actionWords } from "@/components/audit/action-words";
import { Badge } from "@/components/ui/badge";
import { CopyId } from "@/components/ui/copy-id";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import type { AuditEntry } from "@/lib/audit/schema";

export const AuditTable = ({ entries }: { entries: readonly AuditEntry[] }) => (
  <Table label="Activity">
    <TableHead>
      <tr>
        <TableHeaderCell>When</TableHeaderCell>
        <TableHeaderCell>What</TableHeaderCell>
        <TableHeaderCell>Who</TableHeaderCell>
        <TableHeaderCell>On what</TableHeaderCell>
        <TableHeaderCell>Details</TableHeaderCell>
        <TableHeaderCell className="text-right">No.</TableHeaderCell>
      </tr>
    </TableHead>
    <TableBody>
      {entries.map((entry) => (
        <TableRow key={entry.id}>
          <TableCell className="whitespace-nowrap">
            <RelativeTime at={entry.occurredAt} />
          </TableCell>
          <TableCell className="min-w-60">
            <Deed entry={entry} />
          </TableCell>
          <TableCell className="min-w-44">
            <Actor entry={entry} />
          </TableCell>
          <TableCell className="min-w-52">
            <Target entry={entry} />
          </TableCell>
          <TableCell className="min-w-48 max-w-96 text-muted-foreground text-xs [overflow-wrap:anywhere]">
            <Details details={entry.details} />
          </TableCell>
          <TableCell className="text-right text-muted-foreground tabular-nums">{entry.sequence ?? "…"}</TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);

const Deed = ({ entry }: { entry: AuditEntry }) => (
  <span className="grid justify-items-start gap-1">
    <Badge tone={actionTone(entry.action)}>{actionWords(entry.action)}</Badge>
    {entry.activityDisplayName && (
      <span className="max-w-64 text-muted-foreground text-xs [overflow-wrap:anywhere]">
        {entry.activityDisplayName}
      </span>
    )}
  </span>
);

const actorTypes: Record<string, string> = {
  user: "Member",
  app: "Application",
  wallet: "Wallet",
  system: "The portal",
};

const Actor = ({ entry }: { entry: AuditEntry }) => (
  <span className="grid justify-items-start leading-tight">
    <span className="[overflow-wrap:anywhere]">{entry.actorName ?? entry.actorId}</span>
    <span className="text-muted-foreground text-xs">{actorTypes[entry.actorType] ?? entry.actorType}</span>
  </span>
);

function Target({ entry }: { entry: AuditEntry }) {
  if (entry.targetId === null) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="grid justify-items-start gap-1">
      <span className="text-muted-foreground text-xs">{(entry.targetType ?? "").replaceAll("_", " ")}</span>
      <CopyId value={entry.targetId} label={`${(entry.targetType ?? "target").replaceAll("_", " ")} id`} longest={18} />
    </span>
  );
}

function Details({ details }: { details: AuditEntry["details"] }) {
  const pairs = Object.entries(details).filter(([, value]) => value !== null);
  if (pairs.length === 0) return "–";
  return (
    <ul className="grid gap-0.5">
      {pairs.map(([name, value]) => (
        <li key={name}>
          {name}: <span className="text-foreground">{String(value)}</span>
        </li>
      ))}
    </ul>
  );
}
