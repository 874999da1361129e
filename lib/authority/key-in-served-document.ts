import { isDeepStrictEqual } from "node:util";
import type { HeldKey } from "@/lib/authority/authority-keys";
import { keyInDocument } from "@/lib/did/document";

type ListedAs = "listed" | "otherKey" | "missing";

/** How a document from outside lists a key of ours: whoever verifies goes by its id and needs this very key there. */
export function listedAs(document: unknown, did: string, key: Pick<HeldKey, "fragment" | "publicJwk">): ListedAs {
  const listed = keyInDocument(document, did, `${did}#${key.fragment}`, "assertionMethod");
  if (!listed) return "missing";
  return isDeepStrictEqual({ ...listed }, { ...key.publicJwk }) ? "listed" : "otherKey";
}

/** The keys without which something of ours would not verify: those that sign now and next, and old ones in use. */
export function neededKeys(keys: readonly HeldKey[], live: ReadonlyMap<string, number>): HeldKey[] {
  const next = keys.find(({ role }) => role === "next");
  return keys.filter(
    (key) => key === next || key.role === "current" || (key.role === "retired" && live.has(key.signingKeyId)),
  );
}
