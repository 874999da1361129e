import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { LiveRefresh } from "@/components/shell/live-refresh";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { NewWebhookButton } from "@/components/webhook/new-webhook";
import { WebhookCard } from "@/components/webhook/webhook-card";
import { requireSessionCtx } from "@/lib/auth/session";
import { listWebhooks } from "@/lib/webhook/list-webhooks";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const ctx = await requireSessionCtx();
  const webhooks = await listWebhooks(ctx, undefined);
  const mayWrite = ctx.actor.permissions.includes("Tenant.ReadWrite");
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Webhooks"
        description={
          <>
            Addresses that are told what happens. Each message is signed; check it with{" "}
            <a className="underline underline-offset-4" href="/.well-known/callback-keys">
              our public keys
            </a>
            .
          </>
        }
        actions={mayWrite && <NewWebhookButton />}
      />
      {webhooks.length > 0 ? (
        <div className="grid gap-6">
          <LiveRefresh everyMs={3000} />
          {webhooks.map((webhook) => (
            <WebhookCard key={webhook.id} webhook={webhook} />
          ))}
        </div>
      ) : (
        <EmptyState icon={<Webhook />} title="Nobody is told of anything yet" action={mayWrite && <NewWebhookButton />}>
          {mayWrite
            ? "Add a webhook to let another system know when credentials are issued or revoked, or when something fails. Issuing never waits for it."
            : "An owner or admin can add webhooks, which let other systems know what happens."}
        </EmptyState>
      )}
    </div>
  );
}
