"use client";

import { CredentialStatus } from "@/components/credential/credential-status";
import { formatNames } from "@/components/issuance/format-names";
import { CopyId } from "@/components/ui/copy-id";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import type { CredentialView } from "@/lib/credential/schema";

interface Props {
  label: string;
  credentials: readonly CredentialView[];
  onOpen: (id: string) => void;
}

export const CredentialTable = ({ label, credentials, onOpen }: Props) => (
  <Table label={label}>
    <TableHead>
      <tr>
        <TableHeaderCell>Contract</TableHeaderCell>
        <TableHeaderCell>Status</TableHeaderCell>
        <TableHeaderCell>Credential id</TableHeaderCell>
        <TableHeaderCell>Format</TableHeaderCell>
        <TableHeaderCell>Issued</TableHeaderCell>
      </tr>
    </TableHead>
    <TableBody>
      {credentials.map((credential) => (
        <TableRow key={credential.id}>
          <TableCell>
            <button
              type="button"
              onClick={() => onOpen(credential.urn)}
              aria-label={`Open ${credential.contractName} ${credential.urn}`}
              className="min-h-6 whitespace-nowrap rounded-sm text-left font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
            >
              {credential.contractName}
            </button>
          </TableCell>
          <TableCell>
            <CredentialStatus status={credential.status} />
          </TableCell>
          <TableCell>
            <CopyId value={credential.urn} label="credential id" longest={24} className="whitespace-nowrap" />
          </TableCell>
          <TableCell className="whitespace-nowrap text-muted-foreground">
            {formatNames[credential.format].label}
          </TableCell>
          <TableCell className="whitespace-nowrap text-muted-foreground">
            <RelativeTime at={credential.issuedAt} />
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);
