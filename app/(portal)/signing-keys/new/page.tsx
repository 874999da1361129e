import type { Metadata } from "next";
import { OnboardForm } from "@/components/signing-key/onboard-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireSessionCtx } from "@/lib/auth/session";
import { keyBackends } from "@/lib/signing-key/key-backends";

export const metadata: Metadata = { title: "Onboard a signing key" };

export default async function NewSigningKeyPage() {
  const ctx = await requireSessionCtx();
  return (
    <div className="grid max-w-3xl gap-8">
      <PageHeader
        breadcrumb={[{ label: "Signing keys", href: "/signing-keys" }]}
        title="Onboard a signing key"
        description="A new key is made where you say. Its private part never leaves that place."
      />
      <OnboardForm backends={keyBackends(ctx)} />
    </div>
  );
}
