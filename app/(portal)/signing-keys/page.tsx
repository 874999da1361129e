import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { listAuthoritiesCall } from "@/components/authority/authority-calls";
import { keyOfNewAuthorityCall } from "@/components/authority/create-authority-call";
import { ApiCalls } from "@/components/developer/api-calls";
import { PermittedLink } from "@/components/shell/permitted-link";
import { newKeyDraft } from "@/components/signing-key/key-draft";
import { SigningKeyList } from "@/components/signing-key/signing-key-list";
import { PageHeader } from "@/components/ui/page-header";
import { PORTAL_PAGE } from "@/lib/apis/portal/operations";
import { requireSessionCtx } from "@/lib/auth/session";
import { listSigningKeys } from "@/lib/signing-key/list-signing-keys";

export const metadata: Metadata = { title: "Signing keys" };

export default async function SigningKeysPage() {
  const keys = await listSigningKeys(await requireSessionCtx(), { limit: PORTAL_PAGE });
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Signing keys"
        description="References to private keys. What signs is kept by its backend, or sealed here, and never shown."
        apiCalls={<ApiCalls calls={[keyOfNewAuthorityCall(newKeyDraft("jwk")), listAuthoritiesCall]} />}
        actions={
          keys.items.length > 0 && (
            <PermittedLink permission="SigningKey.Create" href="/signing-keys/new" variant="primary">
              <Plus aria-hidden />
              Onboard a key
            </PermittedLink>
          )
        }
      />
      <SigningKeyList initial={keys} />
    </div>
  );
}
