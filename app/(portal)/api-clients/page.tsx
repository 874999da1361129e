import { Braces } from "lucide-react";
import type { Metadata } from "next";
import { ApiClientTable } from "@/components/api-client/api-client-table";
import { CreateApiClient } from "@/components/api-client/create-api-client";
import { tokenCall } from "@/components/api-client/token-call";
import { ApiCalls } from "@/components/developer/api-calls";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listApiClients } from "@/lib/api-client/list-api-clients";
import { requireSessionCtx } from "@/lib/auth/session";

export const metadata: Metadata = { title: "API clients" };

export default async function ApiClientsPage() {
  const ctx = await requireSessionCtx();
  const clients = await listApiClients(ctx, undefined);
  const mayWrite = ctx.actor.permissions.includes("ApiClient.ReadWrite");
  const create = mayWrite && <CreateApiClient publicUrl={ctx.publicUrl} />;
  return (
    <div className="grid gap-8">
      <PageHeader
        title="API clients"
        description="Programs that call the APIs on their own, each with just the permissions it needs."
        apiCalls={<ApiCalls calls={[tokenCall()]} />}
        actions={create}
      />
      {clients.length > 0 ? (
        <ApiClientTable clients={clients} mayWrite={mayWrite} />
      ) : (
        <EmptyState icon={<Braces />} title="No application calls the API yet">
          {mayWrite
            ? "Make a client for each application. It gets an id and a secret, and asks for tokens with them."
            : "An owner or admin can make a client for each application."}
        </EmptyState>
      )}
    </div>
  );
}
