import { record } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { holdTenant } from "@/lib/tenant/store";

/** An authority of the Issuer API: a key and the DID that stands for it, linked to no domain. */
export interface NewIssuer {
  readonly id: string;
  readonly name: string;
  readonly signingKeyId: string;
  readonly didMethod: "jwk" | "key" | "web" | "cheqd";
  readonly did: string;
  /** Of a `did:web`: where its document is, as host and path in one. */
  readonly didPlace: string;
  /** Of the key's id in the DID document. */
  readonly fragment: string;
}

/** Writes the authority with its key, in the transaction that is open. */
export async function placeIssuer(tx: Ctx, issuer: NewIssuer): Promise<void> {
  await holdTenant(tx);
  const at = tx.now();
  const { id, name, signingKeyId, didMethod, did, didPlace, fragment } = issuer;
  await tx.db.authority.create({
    data: {
      tenantId: tx.tenantId,
      id,
      name,
      didMethod,
      did,
      linkedDomainUrl: null,
      domainHost: "",
      domainLinkedAt: at,
      didHost: didPlace,
      createdAt: at,
      updatedAt: at,
    },
    select: { id: true },
  });
  await tx.db.authorityKey.create({
    data: { tenantId: tx.tenantId, authorityId: id, signingKeyId, role: "current", fragment, createdAt: at },
    select: { fragment: true },
  });
  const details = { did: did.slice(0, 500), signingKeyId };
  await record(tx, { action: "authority.created", targetType: "authority", targetId: id, details });
}
