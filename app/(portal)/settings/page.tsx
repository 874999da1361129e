import type { Metadata } from "next";
import { ApiCalls } from "@/components/developer/api-calls";
import { OptOutCard } from "@/components/organisation/opt-out-card";
import { settingsCalls } from "@/components/organisation/settings-calls";
import { SettingsCard } from "@/components/organisation/settings-card";
import { PageHeader } from "@/components/ui/page-header";
import { requireSessionCtx } from "@/lib/auth/session";
import { getOrganisationSettings } from "@/lib/tenant/get-organisation-settings";

export const metadata: Metadata = { title: "Organisation settings" };

export default async function SettingsPage() {
  const ctx = await requireSessionCtx();
  const settings = await getOrganisationSettings(ctx, undefined);
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Organisation settings"
        description="What holds for all authorities, and the way out."
        apiCalls={<ApiCalls calls={settingsCalls(settings)} />}
      />
      <SettingsCard initial={settings} />
      <OptOutCard organisation={settings.name} />
    </div>
  );
}
