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
              <TableHeaderCell>Contract</TableHeaderCell>
              <TableHeaderCell>State</TableHeaderCell>
              <TableHeaderCell>Offers</TableHeaderCell>
              <TableHeaderCell>Begun</TableHeaderCell>
            </tr>
          </TableHead>
          <TableBody>
            {items.map((batch) => (
              <TableRow key={batch.id}>
                <TableCell className="max-w-64 truncate font-medium">
                  <TextLink href={`/batches/${batch.id}`}>{batch.fileName}</TextLink>
                </TableCell>
                <TableCell>{batch.contractName}</TableCell>
                <TableCell>
                  <Badge tone={batchStates[batch.state].tone}>{batchStates[batch.state].label}</Badge>
                </TableCell>
                <TableCell className="whitespace-nowrap text-muted-foreground">
                  {batch.offered.toLocaleString("en-GB")} of {rowsOf(batch.total)}
                </TableCell>
                <TableCell className="whitespace-nowrap text-muted-foreground">
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
