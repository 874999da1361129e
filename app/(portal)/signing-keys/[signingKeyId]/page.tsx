import type { Metadata } from "next";
import { keyCalls } from "@/components/authority/authority-calls";
import { authorityWithKeyCall } from "@/components/authority/create-authority-call";
import { SigningKeyDetail } from "@/components/signing-key/signing-key-detail";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { orNotFound } from "@/lib/http/found";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";

export const metadata: Metadata = { title: "Signing key" };

export default async function SigningKeyPage({ params }: PageProps<"/signing-keys/[signingKeyId]">) {
  const ctx = await requireSessionCtx();
  const key = await orNotFound(getSigningKey(ctx, await params));
  const authorities = await listAuthorities(ctx, {});
  const usedBy = authorities.items.filter(({ keys }) => keys.some(({ signingKeyId }) => signingKeyId === key.id));
  const [user] = usedBy;
  return (
    <SigningKeyDetail
      initial={key}
      usedBy={usedBy.map(({ id, name }) => ({ id, name }))}
      calls={user ? keyCalls(user) : [authorityWithKeyCall(key.id)]}
    />
  );
}
