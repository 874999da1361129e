import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { contractPublicId } from "@/lib/contract/rows";
import { FormatId } from "@/lib/contract/schema";
import { type CurrentContract, findContractByPublicId } from "@/lib/contract/store";
import type { WireFormat } from "@/lib/document/schema";
import { docTypeOf } from "@/lib/formats/mdoc/names";
import { configurationId, contractType } from "@/lib/issuance/identifiers";
import { type CatalogueEntry, catalogueEntry } from "@/lib/issuer/catalogue";
import { ensureConfigurationContract } from "@/lib/issuer/configuration-contract";
import { Problem } from "@/lib/kernel/errors";

/** What `credentialConfigurationId` names, and who issues it. */
export interface Configuration {
  readonly id: string;
  readonly issuer: Issuer;
  readonly contract: CurrentContract;
  /** How the credential is written. */
  readonly format: FormatId;
  /** How the Issuer API's wire spells it. */
  readonly wireFormat: WireFormat;
  readonly types: readonly string[];
  /** Type of an SD-JWT VC, document type of an mdoc. */
  readonly vct: string | null;
}

const formatNames: Readonly<Record<WireFormat, string>> = {
  jwt_vc_json: "jwt_vc_json",
  jwt_vc: "jwt_vc_json",
  "vc+sd-jwt": "dc+sd-jwt",
  "dc+sd-jwt": "dc+sd-jwt",
  mso_mdoc: "mso_mdoc",
};

const unknown = () =>
  new Problem("invalid_request", "Invalid Credential Configuration Id", {
    fields: {
      credentialConfigurationId:
        "Name an entry of the catalogue, such as OpenBadgeCredential_jwt_vc_json, or a contract of this issuer with its format, such as Staff+badge_dc+sd-jwt.",
    },
  });

/** What is known of a configuration before its issuer is there. */
export type ConfigurationTerms = Pick<Configuration, "id" | "format" | "wireFormat" | "types"> & {
  /** Null for an entry of the catalogue: it becomes a contract of the issuer on first use. */
  readonly contract: CurrentContract | null;
  settle(issuer: Issuer): Promise<Configuration>;
};

/**
 * One of the tenant's designed contracts in a format, if the issuer's key is its authority's, else an entry of the
 * catalogue. Writes nothing before it is settled (security I14).
 */
export async function findConfiguration(
  ctx: Ctx,
  issuer: Issuer | null,
  id: string,
  issuerDid: string | null,
): Promise<ConfigurationTerms> {
  const designed = issuer && (await designedConfiguration(ctx, issuer, id, issuerDid));
  if (designed) return { ...designed, settle: async () => designed };
  const entry = catalogueEntry(id);
  const format = FormatId.safeParse(entry && formatNames[entry.format]);
  if (!entry || !format.success) throw unknown();
  const common = { id, format: format.data, wireFormat: entry.format, types: entry.types };
  const settle = async (settled: Issuer): Promise<Configuration> => {
    const contract = await ensureConfigurationContract(ctx, settled, entry, format.data);
    return { ...common, issuer: settled, contract, vct: typeOf(ctx, contract, entry) };
  };
  return { ...common, contract: null, settle };
}

function typeOf(ctx: Ctx, contract: CurrentContract, { format, types }: CatalogueEntry): string | null {
  if (format === "mso_mdoc") return types[0] ?? null;
  return format.endsWith("sd-jwt") ? contractType(ctx, contract) : null;
}

async function designedConfiguration(ctx: Ctx, issuer: Issuer, id: string, issuerDid: string | null) {
  const format = FormatId.options.find((one) => id.endsWith(`_${one}`));
  if (!format) return null;
  const name = id.slice(0, -format.length - 1).replaceAll("+", " ");
  const contract = await findContractByPublicId(ctx, ctx.tenantId, contractPublicId(ctx.tenantId, name));
  if (
    !contract?.formats.includes(format) ||
    contract.configurationId ||
    configurationId(contract.name, format) !== id
  ) {
    return null;
  }
  const own = contract.authorityId === issuer.authorityId ? issuer : await findIssuer(ctx, contract.authorityId);
  const sameKey = own?.tenantId === ctx.tenantId && own.signingKeyId === issuer.signingKeyId;
  if (!own || !sameKey || (issuerDid !== null && own.did !== issuer.did)) return null;
  const types = contract.rules.vc.type;
  const vct = contractType(ctx, contract);
  const isW3c = format === "jwt_vc_json";
  return {
    id,
    issuer: own,
    contract,
    format,
    wireFormat: format,
    types: isW3c ? ["VerifiableCredential", ...types] : types,
    vct: isW3c ? null : format === "mso_mdoc" ? docTypeOf(types) : vct,
  };
}
