import { actionTone, actionWords } from "@/components/audit/action-words";
import { ownNames } from "@/components/audit/own-names";
import { detailLabel, targetWords } from "@/components/audit/target-words";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { CopyId } from "@/components/ui/copy-id";
import { middleTruncate } from "@/components/ui/middle-truncate";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { AuditEntry } from "@/lib/audit/schema";

/** On a phone the rest stands below the deed. */
const wide = "hidden @4xl:table-cell";

export const AuditTable = ({ entries }: { entries: readonly AuditEntry[] }) => (
  <Table label="Activity">
    <TableHead>
      <tr>
        <TableHeaderCell>When</TableHeaderCell>
        <TableHeaderCell>What</TableHeaderCell>
        <TableHeaderCell className={wide}>Who</TableHeaderCell>
        <TableHeaderCell className={wide}>On what</TableHeaderCell>
        <TableHeaderCell className={wide}>Details</TableHeaderCell>
        <TableHeaderCell className={classNames(wide, "text-right")}>No.</TableHeaderCell>
      </tr>
    </TableHead>
    <TableBody>
      {entries.map((entry) => (
        <TableRow key={entry.id}>
          <TableCell className="whitespace-nowrap">
            <RelativeTime at={entry.occurredAt} />
          </TableCell>
          <TableCell className="@4xl:min-w-44">
            <Deed entry={entry} />
            <div className="mt-1.5 grid gap-1 text-xs @4xl:hidden">
              <Actor entry={entry} />
              <div className="text-muted-foreground [overflow-wrap:anywhere]">
                <Details details={entry.details} />
              </div>
            </div>
          </TableCell>
          <TableCell className={wide}>
            <Actor entry={entry} />
          </TableCell>
          <TableCell className={classNames(wide, "min-w-52")}>
            <Target entry={entry} />
          </TableCell>
          <TableCell
            className={classNames(wide, "min-w-40 max-w-96 text-muted-foreground text-xs [overflow-wrap:anywhere]")}
          >
            <Details details={entry.details} />
          </TableCell>
          <TableCell className={classNames(wide, "text-right text-muted-foreground tabular-nums")}>
            {entry.sequence ?? "…"}
          </TableCell>
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

function Actor({ entry: { actorType, actorId, actorName } }: { entry: AuditEntry }) {
  const type = actorTypes[actorType] ?? actorType;
  const name = actorName ?? ownNames[actorId] ?? actorId;
  return (
    <span className="flex max-w-52 flex-col leading-tight">
      <span className="truncate" title={name}>
        {actorId === actorType ? type : name}
      </span>
      {actorId !== actorType && <span className="text-muted-foreground text-xs">{type}</span>}
    </span>
  );
}

function Target({ entry }: { entry: AuditEntry }) {
  if (entry.targetId === null) return <span className="text-muted-foreground">–</span>;
  const { label, href } = targetWords(entry.targetType ?? "target", entry.targetId);
  return (
    <span className="grid justify-items-start gap-1">
      <span className="text-muted-foreground text-xs">{href ? <TextLink href={href}>{label}</TextLink> : label}</span>
      <CopyId value={entry.targetId} label={`${label} id`} longest={18} />
    </span>
  );
}

function Details({ details }: { details: AuditEntry["details"] }) {
  const pairs = Object.entries(details).filter(([, value]) => value !== null);
  if (pairs.length === 0) return <span className="hidden @4xl:inline">–</span>;
  return (
    <ul className="grid gap-0.5">
      {pairs.map(([name, value]) => (
        <li key={name}>
          {detailLabel(name)}:{" "}
          <span className="text-foreground" title={String(value)}>
            {middleTruncate(String(value), 36)}
          </span>
        </li>
      ))}
    </ul>
  );
}
