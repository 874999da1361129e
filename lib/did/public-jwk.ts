import { importPublicKey } from "@/lib/keys/verify";
import { PublicJwk } from "@/lib/signing-key/schema";

const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/**
 * The public members of a JWK from outside; null when it is no usable public key: a private or symmetric one, or a
 * point that is not on its curve.
 */
export function publicJwkOf(value: unknown): PublicJwk | null {
  if (typeof value !== "object" || value === null) return null;
  if (PRIVATE_MEMBERS.some((member) => member in value)) return null;
  const { kty, crv, x, y, n, e } = value as Record<string, unknown>;
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, member]) => member !== undefined);
  const parsed = PublicJwk.safeParse(Object.fromEntries(members));
  if (!parsed.success) return null;
  try {
    importPublicKey(parsed.data);
    return parsed.data;
  } catch {
    return null;
  }
}
