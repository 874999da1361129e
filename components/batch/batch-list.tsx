"use client";

import { Layers } from "lucide-react";
import { batchStates, rowsOf } from "@/components/batch/batch-words";
import { PagedList } from "@/components/shell/paged-list";
import { PermittedLink } from "@/components/shell/permitted-link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import { usePages } from "@/lib/client/use-pages";
import type { Page } from "@/lib/kernel/page";

export function BatchList({ initial }: { initial: Page<BulkIssuanceView> }) {
  const batches = usePages("/api/portal/batches", ["batches", "list"], initial);
  return (
    <PagedList list={batches} empty={<NoBatches />} more="Show more batches">
      {(items) => (
        <Table label="Batches">
          <TableHead>
            <tr>
              <TableHeaderCell>File</TableHeaderCell>
              <TableHeaderCell className="hidden @lg:table-cell">Contract</TableHeaderCell>
              <TableHeaderCell>State</TableHeaderCell>
              <TableHeaderCell>Offers</TableHeaderCell>
              <TableHeaderCell className="hidden @3xl:table-cell">Begun</TableHeaderCell>
            </tr>
          </TableHead>
          <TableBody>
            {items.map((batch) => (
              <TableRow key={batch.id}>
                <TableCell className="max-w-32 truncate @lg:max-w-64 font-medium">
                  <TextLink href={`/batches/${batch.id}`}>{batch.fileName}</TextLink>
                  <span className="block truncate font-normal text-muted-foreground text-xs @lg:hidden">
                    {batch.contractName}
                  </span>
                </TableCell>
                <TableCell className="hidden @lg:table-cell">{batch.contractName}</TableCell>
                <TableCell>
                  <Badge tone={batchStates[batch.state].tone}>{batchStates[batch.state].label}</Badge>
                </TableCell>
                <TableCell className="text-muted-foreground @lg:whitespace-nowrap">
                  {batch.offered.toLocaleString("en-GB")} of {rowsOf(batch.total)}
                </TableCell>
                <TableCell className="hidden whitespace-nowrap text-muted-foreground @3xl:table-cell">
                  <RelativeTime at={batch.startedAt ?? batch.createdAt} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </PagedList>
  );
}

const NoBatches = () => (
  <EmptyState
    icon={<Layers />}
    title="No batch yet"
    action={
      <PermittedLink permission="Credential.Issue" href="/batches/new" variant="primary">
        Issue to many
      </PermittedLink>
    }
  >
    A batch makes an offer for each row of a CSV file, and gives you their links back to send them out.
  </EmptyState>
);
