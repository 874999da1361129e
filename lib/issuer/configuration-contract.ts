import { record } from "@/lib/audit/record";
import type { Issuer } from "@/lib/authority/signer";
import { holdAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { contractNameKey, contractPublicId } from "@/lib/contract/rows";
import { ContractRules } from "@/lib/contract/rules-schema";
import type { FormatId } from "@/lib/contract/schema";
import { type CurrentContract, findContractByConfiguration } from "@/lib/contract/store";
import { isUniqueConflict } from "@/lib/db/unique-conflict";
import type { CatalogueEntry } from "@/lib/issuer/catalogue";
import { invalidField } from "@/lib/kernel/errors";

/** A credential that names no end of its own is issued for as long as its document says: this one is never asked. */
const YEAR_SECONDS = 31_536_000;

/**
 * The contract that stands for an entry of the catalogue under this issuer, made on first use: so that metadata,
 * search, revocation and pages treat it as any other.
 */
export async function ensureConfigurationContract(
  ctx: Ctx,
  issuer: Issuer,
  entry: CatalogueEntry,
  format: FormatId,
): Promise<CurrentContract> {
  const find = () => findContractByConfiguration(ctx, ctx.tenantId, issuer.authorityId, entry.id);
  const known = await find();
  if (known) return known;
  for (const name of contractNames(issuer, entry)) {
    await make(ctx, issuer, entry, format, name).catch((error: unknown) => {
      if (!isUniqueConflict(error)) throw error;
    });
    const made = await find();
    if (made) return made;
  }
  throw invalidField(
    "credentialConfigurationId",
    "This configuration was archived in the portal, or its name is taken.",
  );
}

/** Names are unique in the tenant, and several issuers may use the same configuration. */
function contractNames({ authorityId }: Issuer, entry: CatalogueEntry): string[] {
  const words = `${entry.name} ${formatWords[entry.format]}`;
  const digits = authorityId.replaceAll("-", "");
  return [words, `${words} ${digits.slice(0, 8)}`, `${words} ${digits}`];
}

/** As names of contracts may hold them, each format with words of its own. */
const formatWords: Record<CatalogueEntry["format"], string> = {
  jwt_vc_json: "JWT",
  jwt_vc: "JWT VC",
  "vc+sd-jwt": "SD-JWT",
  "dc+sd-jwt": "SD-JWT VC",
  mso_mdoc: "mdoc",
};

async function make(ctx: Ctx, issuer: Issuer, entry: CatalogueEntry, format: FormatId, name: string): Promise<void> {
  const { authorityId } = issuer;
  const id = ctx.random.uuid();
  await inTransaction(ctx, async (tx) => {
    await holdAuthority(tx, authorityId);
    const { tenantId } = tx;
    const createdAt = tx.now();
    await tx.db.contract.create({
      data: {
        tenantId,
        id,
        authorityId,
        name,
        nameKey: contractNameKey(name),
        publicId: contractPublicId(tenantId, name),
        configurationId: entry.id,
        formats: [format],
        createdAt,
        updatedAt: createdAt,
      },
      select: { id: true },
    });
    const content = { rules: rulesOf(entry), displays: [displayOf(entry, issuer)], createdBy: tx.actor.id };
    await tx.db.contractVersion.create({
      data: { tenantId, contractId: id, version: 1, ...content, createdAt },
      select: { version: true },
    });
    const details = { name, authorityId, version: 1, configuration: entry.id };
    await record(tx, { action: "contract.created", targetType: "contract", targetId: id, details });
  });
}

const rulesOf = ({ types }: CatalogueEntry): ContractRules =>
  ContractRules.parse({
    attestations: { idTokenHints: [{ mapping: [], required: false }] },
    validityInterval: YEAR_SECONDS,
    vc: { type: types.filter((type) => type !== "VerifiableCredential") },
  });

const displayOf = ({ name }: CatalogueEntry, issuer: Issuer) => ({
  locale: "en",
  card: {
    title: name,
    issuedBy: issuer.name.slice(0, 120),
    backgroundColor: "#1F2937",
    textColor: "#FFFFFF",
    description: `${name}, issued by API.`,
  },
  consent: { title: `Get your ${name}?`, instructions: "Check who issues it first." },
  claims: [],
});
