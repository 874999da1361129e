import { isDeepStrictEqual } from "node:util";
import { type HeldKey, heldKeys, liveCredentials } from "@/lib/authority/authority-keys";
import { authorityDidDocument } from "@/lib/authority/documents";
import { listedAs, neededKeys } from "@/lib/authority/key-in-served-document";
import { requireIssuer } from "@/lib/authority/require-issuer";
import { AuthorityRef, type DidDocumentComparison, type DocumentDifference, KeyRole } from "@/lib/authority/schema";
import { servedDidDocument } from "@/lib/authority/served-did-document";
import { unreadable } from "@/lib/authority/unreadable-document";
import { type DidDocument, linkedOrigins, methodIds, namesOrigin } from "@/lib/did/document";
import { didWebDocumentUrl } from "@/lib/did/web";
import { defineUseCase } from "@/lib/use-case";

/** The DID document as it should be and as the world gets it, and what that means for the key that comes next. */
export const compareDidDocument = defineUseCase(
  { name: "compareDidDocument", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<DidDocumentComparison> => {
    const issuer = await requireIssuer(ctx, authorityId);
    const served = await servedDidDocument(ctx, ctx.tenantId, issuer.did);
    const keys = await heldKeys(ctx, issuer.authorityId);
    const needed = new Set(neededKeys(keys, await liveCredentials(ctx, issuer.authorityId)));
    const expected = await authorityDidDocument(ctx, issuer);
    const differences = served.ok ? differencesOf(expected, served.json, keys, needed) : [];
    const next = keys.find(({ role }) => role === "next");
    return {
      url: didWebDocumentUrl(issuer.did) ?? issuer.did,
      expected,
      served: served.ok ? served.json : null,
      failure: served.ok ? null : unreadable("did.json", served.cause),
      differences,
      ready: served.ok && next?.state === "enabled" && !differences.some(({ hinders }) => hinders),
    };
  },
);

function differencesOf(
  expected: DidDocument,
  served: unknown,
  keys: readonly HeldKey[],
  needed: ReadonlySet<HeldKey>,
): DocumentDifference[] {
  const did = expected.id;
  if ((served as { id?: unknown } | null)?.id !== did) return [{ kind: "did", hinders: true }];
  const keyFaults = keys.flatMap((key): DocumentDifference[] => {
    const as = listedAs(served, did, key);
    if (as === "listed") return [];
    const kind = as === "missing" ? "missingKey" : "otherKey";
    return [{ kind, hinders: needed.has(key), fragment: key.fragment, role: KeyRole.parse(key.role) }];
  });
  const ours = new Set(methodIds(expected));
  const foreign = methodIds(served).filter((id) => !ours.has(id));
  const missingDomains = linkedOrigins(expected).filter((origin) => !namesOrigin(served, origin));
  const found: DocumentDifference[] = [
    ...keyFaults,
    ...missingDomains.map((domain) => ({ kind: "missingDomain" as const, hinders: false, domain })),
    ...foreign.map((id) => ({ kind: "foreignKey" as const, hinders: false, fragment: id.slice(id.indexOf("#") + 1) })),
  ];
  if (found.length > 0 || isDeepStrictEqual(expected, served)) return found;
  return [{ kind: "elsewhere", hinders: false }];
}
