import type { Ctx } from "@/lib/context";
import { didWebWithPath, isDidWebHost } from "@/lib/did/web";
import { reservedNames } from "@/lib/issuer/reserved-names";
import { invalidField, Problem } from "@/lib/kernel/errors";

/** Where our routes for documents below a path end. */
const PARTS_MAX = 4;
const PART = /^[A-Za-z0-9._~-]{1,100}$/;
const PATH = "did.config.path";

const isOurs = (ctx: Pick<Ctx, "publicUrl">, host: string): boolean => new URL(ctx.publicUrl).host === host;

/** The `did:web` of a domain and a path; a part `[random-uuid]` is filled in (section 6). */
export function newDidWeb(
  ctx: Ctx,
  { domain, path = "" }: { readonly domain?: string | undefined; readonly path?: string | undefined },
): { readonly did: string; readonly didPlace: string } {
  if (!domain) throw invalidField("did.config.domain", 'Option "domain" not found.');
  const host = domain.trim().toLowerCase();
  if (!isDidWebHost(host))
    throw invalidField(
      "did.config.domain",
      "Give a host name such as example.com, with a port if need be: no scheme, no path.",
    );
  const parts = path.split("/").flatMap((part) => (part === "" ? [] : [filled(ctx, part)]));
  if (!parts.every((part) => PART.test(part) && !/^\.+$/.test(part)))
    throw invalidField(PATH, "Give parts of letters, digits, -, ., _ and ~ with a / between them.");
  if (isOurs(ctx, host)) refuseOurOwnPlaces(parts);
  return { did: didWebWithPath(host, parts), didPlace: [host, ...parts].join("/") };
}

const filled = (ctx: Ctx, part: string): string => (part === "[random-uuid]" ? ctx.random.uuid() : part);

function refuseOurOwnPlaces(parts: readonly string[]): void {
  if (parts.length > PARTS_MAX) throw invalidField(PATH, `Documents are hosted here ${PARTS_MAX} parts deep at most.`);
  if (reservedNames.has(parts[0] ?? ""))
    throw invalidField(PATH, `The path ${parts[0]} is taken by this server: begin with another.`);
}

/**
 * One place of ours is one tenant's for ever: what it published there is verified long after it left. Other tenants
 * wait until this transaction ends, and are refused then.
 */
export async function claimDidWeb(tx: Ctx, did: string): Promise<void> {
  if (!did.startsWith(didWebWithPath(new URL(tx.publicUrl).host, []))) return;
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${did}, 0))`;
  const taken = await tx.db.authority.count({ where: { did, tenantId: { not: tx.tenantId } } });
  if (taken > 0) {
    throw new Problem("conflict", "This DID is taken: choose another path, such as [random-uuid].", {
      fields: { [PATH]: "Taken." },
    });
  }
}
