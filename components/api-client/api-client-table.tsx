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
        <TableHeaderCell>Client id</TableHeaderCell>
        <TableHeaderCell>May</TableHeaderCell>
        <TableHeaderCell>State</TableHeaderCell>
        <TableHeaderCell>Last used</TableHeaderCell>
        <TableHeaderCell>
          <span className="sr-only">Actions</span>
        </TableHeaderCell>
      </tr>
    </TableHead>
    <TableBody>
      {clients.map((client) => (
        <TableRow key={client.id}>
          <TableCell className="font-medium">{client.name}</TableCell>
          <TableCell>
            <CopyId value={client.id} label={`client id of ${client.name}`} longest={20} />
          </TableCell>
          <TableCell className="max-w-72 text-muted-foreground">
            {client.permissions.map(permissionLabel).join(", ")}
          </TableCell>
          <TableCell>
            <span className="grid justify-items-start gap-1">
              <Badge tone={tones[client.state]}>{states[client.state]}</Badge>
              {client.state === "active" && client.expiresAt && (
                <span className="whitespace-nowrap text-muted-foreground text-xs">
                  until <LongDate at={client.expiresAt} />
                </span>
              )}
            </span>
          </TableCell>
          <TableCell className="whitespace-nowrap text-muted-foreground">
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
