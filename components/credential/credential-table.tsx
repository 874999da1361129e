"use client";

import { CredentialStatus } from "@/components/credential/credential-status";
import { formatNames } from "@/components/issuance/format-names";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyId } from "@/components/ui/copy-id";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import type { CredentialView } from "@/lib/credential/schema";

interface Props {
  label: string;
  credentials: readonly CredentialView[];
  onOpen: (id: string) => void;
  /** Lets rows be ticked; what is revoked already cannot be. */
  selection?: Selection | undefined;
}

interface Selection {
  /** Row ids. */
  readonly selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

export const CredentialTable = ({ label, credentials, onOpen, selection }: Props) => (
  <Table label={label}>
    <TableHead>
      <tr>
        {selection && (
          <TableHeaderCell className="w-10 pr-0">
            <SelectAll {...selection} credentials={credentials} />
          </TableHeaderCell>
        )}
        <TableHeaderCell>Contract</TableHeaderCell>
        <TableHeaderCell>Status</TableHeaderCell>
        <TableHeaderCell className="hidden @2xl:table-cell">Credential id</TableHeaderCell>
        <TableHeaderCell className="hidden @3xl:table-cell">Format</TableHeaderCell>
        <TableHeaderCell className="hidden @lg:table-cell">Issued</TableHeaderCell>
      </tr>
    </TableHead>
    <TableBody>
      {credentials.map((credential) => (
        <TableRow key={credential.id} aria-selected={selection?.selected.has(credential.id)}>
          {selection && (
            <TableCell className="w-10 pr-0">
              {isSelectable(credential) && <SelectOne {...selection} credential={credential} />}
            </TableCell>
          )}
          <TableCell>
            <button
              type="button"
              onClick={() => onOpen(credential.urn)}
              aria-label={`Open ${credential.contractName} ${credential.urn}`}
              className="min-h-6 rounded-sm @lg:whitespace-nowrap text-left font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
            >
              {credential.contractName}
            </button>
            <RelativeTime at={credential.issuedAt} className="mt-0.5 block text-muted-foreground text-xs @lg:hidden" />
          </TableCell>
          <TableCell>
            <CredentialStatus status={credential.status} />
          </TableCell>
          <TableCell className="hidden @2xl:table-cell">
            <CopyId value={credential.urn} label="credential id" longest={24} className="whitespace-nowrap" />
          </TableCell>
          <TableCell className="hidden whitespace-nowrap text-muted-foreground @3xl:table-cell">
            {formatNames[credential.format].label}
          </TableCell>
          <TableCell className="hidden whitespace-nowrap text-muted-foreground @lg:table-cell">
            <RelativeTime at={credential.issuedAt} />
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);

const isSelectable = ({ status }: CredentialView): boolean => status !== "revoked";

function SelectAll({ credentials, selected, onSelect }: Selection & Pick<Props, "credentials">) {
  const ids = credentials.filter(isSelectable).map(({ id }) => id);
  const all = ids.length > 0 && ids.every((id) => selected.has(id));
  return (
    <Checkbox
      label="Select all that are shown"
      labelHidden
      checked={all}
      indeterminate={!all && selected.size > 0}
      onCheckedChange={(checked) => onSelect(new Set(checked ? ids : []))}
    />
  );
}

function SelectOne({ credential: { id, urn }, selected, onSelect }: Selection & { credential: CredentialView }) {
  return (
    <Checkbox
      label={`Select ${urn}`}
      labelHidden
      checked={selected.has(id)}
      onCheckedChange={(checked) => onSelect(checked ? new Set([...selected, id]) : without(selected, id))}
    />
  );
}

const without = (selected: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set([...selected].filter((one) => one !== id));
