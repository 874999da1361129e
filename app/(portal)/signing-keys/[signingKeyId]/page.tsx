import type { Metadata } from "next";
import { keyCalls } from "@/components/authority/authority-calls";
import { authorityWithKeyCall } from "@/components/authority/create-authority-call";
import { SigningKeyDetail } from "@/components/signing-key/signing-key-detail";
import { requireSessionCtx } from "@/lib/auth/session";
import { listKeyUses } from "@/lib/authority/list-key-uses";
import { orNotFound } from "@/lib/http/found";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";

export const metadata: Metadata = { title: "Signing key" };

export default async function SigningKeyPage({ params }: PageProps<"/signing-keys/[signingKeyId]">) {
  const ctx = await requireSessionCtx();
  const key = await orNotFound(getSigningKey(ctx, await params));
  const uses = await listKeyUses(ctx, { signingKeyId: key.id });
  const user = uses.find(({ role }) => role !== "removed");
  return (
    <SigningKeyDetail
      initial={key}
      uses={uses}
      calls={user ? keyCalls({ ...user, id: user.authorityId }) : [authorityWithKeyCall(key.id)]}
    />
  );
}
