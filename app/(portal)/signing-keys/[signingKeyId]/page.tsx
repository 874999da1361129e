import type { Metadata } from "next";
import { cache } from "react";
import { keyCalls } from "@/components/authority/authority-calls";
import { authorityWithKeyCall } from "@/components/authority/create-authority-call";
import { SigningKeyDetail } from "@/components/signing-key/signing-key-detail";
import { requireSessionCtx } from "@/lib/auth/session";
import { listKeyUses } from "@/lib/authority/list-key-uses";
import { orNotFound } from "@/lib/http/found";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";

/** Once for the page and its title. */
const load = cache(async (signingKeyId: string) =>
  orNotFound(getSigningKey(await requireSessionCtx(), { signingKeyId })),
);

export async function generateMetadata({ params }: PageProps<"/signing-keys/[signingKeyId]">): Promise<Metadata> {
  return { title: (await load((await params).signingKeyId)).name };
}

export default async function SigningKeyPage({ params }: PageProps<"/signing-keys/[signingKeyId]">) {
  const ctx = await requireSessionCtx();
  const key = await load((await params).signingKeyId);
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
