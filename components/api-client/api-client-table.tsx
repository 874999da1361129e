"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { permissionLabel } from "@/components/api-client/permission-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyId } from "@/components/ui/copy-id";
import { LongDate } from "@/components/ui/long-date";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import { disableApiClientAction } from "@/lib/actions/api-client";
import type { ApiClientView } from "@/lib/api-client/schema";
import { unwrap } from "@/lib/client/unwrap";

const tones = { active: "success", expired: "warning", disabled: "neutral" } as const;
const states = { active: "Active", expired: "Expired", disabled: "Disabled" } as const;

interface ApiClientTableProps {
  clients: readonly ApiClientView[];
  mayWrite: boolean;
}

export const ApiClientTable = ({ clients, mayWrite }: ApiClientTableProps) => (
  <Table label="API clients">
    <TableHead>
      <tr>
        <TableHeaderCell>Name</TableHeaderCell>
        <TableHeaderCell className="hidden @3xl:table-cell">Client id</TableHeaderCell>
        <TableHeaderCell className="hidden @3xl:table-cell">May</TableHeaderCell>
        <TableHeaderCell>State</TableHeaderCell>
        <TableHeaderCell className="hidden @4xl:table-cell">Last used</TableHeaderCell>
        <TableHeaderCell>
          <span className="sr-only">Actions</span>
        </TableHeaderCell>
      </tr>
    </TableHead>
    <TableBody>
      {clients.map((client) => (
        <TableRow key={client.id}>
          <TableCell className="min-w-44">
            <span className="font-medium [overflow-wrap:anywhere]">{client.name}</span>
            <span className="mt-1 grid justify-items-start gap-1 text-muted-foreground text-xs @3xl:hidden">
              {client.permissions.map(permissionLabel).join(", ")}
              <ClientId client={client} longest={12} />
            </span>
          </TableCell>
          <TableCell className="hidden @3xl:table-cell">
            <ClientId client={client} longest={20} />
          </TableCell>
          <TableCell className="hidden max-w-72 text-muted-foreground @3xl:table-cell">
            {client.permissions.map(permissionLabel).join(", ")}
          </TableCell>
          <TableCell>
            <span className="grid justify-items-start gap-1">
              <Badge tone={tones[client.state]}>{states[client.state]}</Badge>
              {client.state === "active" && client.expiresAt && (
                <span className="text-muted-foreground text-xs @3xl:min-w-max">
                  until <LongDate at={client.expiresAt} />
                </span>
              )}
            </span>
          </TableCell>
          <TableCell className="hidden whitespace-nowrap text-muted-foreground @4xl:table-cell">
            {client.lastUsedAt ? <RelativeTime at={client.lastUsedAt} /> : "Never"}
          </TableCell>
          <TableCell className="text-right">
            {mayWrite && client.state !== "disabled" && <DisableButton client={client} />}
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);

const ClientId = ({ client, longest }: { client: ApiClientView; longest: number }) => (
  <CopyId value={client.id} label={`client id of ${client.name}`} longest={longest} />
);

function DisableButton({ client }: { client: ApiClientView }) {
  const router = useRouter();
  const disable = useMutation({
    mutationFn: unwrap(disableApiClientAction),
    onSuccess: () => router.refresh(),
  });
  return (
    <ConfirmDialog
      title={`Disable ${client.name}?`}
      consequence="Its tokens stop working within a second, and it gets no new ones. This cannot be undone: make a new client instead."
      confirmLabel="Disable the client"
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Disable ${client.name}`}>
          Disable
        </Button>
      }
      onConfirm={() => disable.mutateAsync({ id: client.id })}
    />
  );
}
