import type { Ctx } from "@/lib/context";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import { PublicJwk } from "@/lib/signing-key/schema";

/** By our own id, or by the backend's name, whole or its last part: the `id` of the Issuer API's key objects. */
const findByName = {
  name: "find-key-id-by-name",
  text: `SELECT id FROM signing_key
    WHERE tenant_id = $1 AND public_jwk IS NOT NULL
      AND (id::text = lower($2) OR reference = $2 OR right(reference, length($2) + 1) = '/' || $2)
    ORDER BY id::text = lower($2) DESC, state <> 'enabled', created_at DESC, id LIMIT 1`,
};

const findDevelopmentKeys = {
  name: "find-development-keys",
  text: `SELECT id, public_jwk FROM signing_key
    WHERE tenant_id = $1 AND backend = 'jwk' AND public_jwk IS NOT NULL
    ORDER BY state <> 'enabled', created_at DESC, id LIMIT 5000`,
};

/** The id of the caller's own key that goes by this name in any key store; null when it has none. */
export async function findKeyId(ctx: Ctx, name: string): Promise<string | null> {
  const [named] = await ctx.sql<{ id: string }>(findByName, [ctx.tenantId, name]);
  if (named) return named.id;
  // A development key is told by its thumbprint, which is not stored.
  const keys = await ctx.sql<{ id: string; public_jwk: unknown }>(findDevelopmentKeys, [ctx.tenantId]);
  return keys.find(({ public_jwk }) => keyThumbprint(PublicJwk.parse(public_jwk)) === name)?.id ?? null;
}
