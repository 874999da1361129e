import type { RootCtx } from "@/lib/apis/wallet/root-contexts";
import { catalogueType, olderFormatName } from "@/lib/issuance/identifiers";
import { serverMetadata } from "@/lib/issuance/metadata";
import { wireForms } from "@/lib/issuance/wire/registry";
import type { OfferedConfiguration, WireForm } from "@/lib/issuance/wire/wire-form";
import { type CatalogueEntry, catalogueEntry, catalogueEntryOfType, catalogueIds } from "@/lib/issuer/catalogue";
import { Problem } from "@/lib/kernel/errors";

/** What the addresses without an authority say of themselves. Addresses without a version are of the time of draft 13. */
const versionOf = ({ version }: RootCtx) => version ?? "draft13";

/**
 * What anybody can issue by the Issuer API without having designed it. What an offer names as its issuer has metadata
 * of its own, with all that the authority issues.
 */
export function rootIssuerMetadata(ctx: RootCtx): object {
  const form = wireForms[versionOf(ctx)];
  const entries = catalogueIds.flatMap((id) => catalogueEntry(id) ?? []);
  return {
    ...form.issuerMetadata({
      issuer: ctx.identifier,
      display: [],
      configurations: entries.flatMap((entry) => configuration(ctx, form, entry) ?? []),
    }),
    deferred_credential_endpoint: `${ctx.identifier}/credential_deferred`,
  };
}

function configuration(ctx: RootCtx, form: WireForm, entry: CatalogueEntry): OfferedConfiguration | null {
  const format = form.formats.get(entry.format);
  if (!format) return null;
  const [type = ""] = entry.types;
  const described = {
    jwt_vc_json: { credential_definition: { type: entry.types } },
    "dc+sd-jwt": { vct: catalogueType(ctx, entry), cryptographic_binding_methods_supported: ["jwk"] },
    mso_mdoc: { doctype: type, cryptographic_binding_methods_supported: ["cose_key"] },
  };
  return {
    id: entry.id,
    format,
    olderFormat: olderFormatName(entry.id, versionOf(ctx)),
    described: described[format],
    algorithm: "ES256",
    presentation: {
      display: [{ name: entry.name, background_color: "#FFFFFF", text_color: "#000000" }],
      claims: [],
    },
  };
}

export const rootServerMetadata = (ctx: RootCtx): object => serverMetadata(ctx.identifier, versionOf(ctx), true);

/** Type metadata of the simple SD-JWT VCs: `/.well-known/vct/{version}/{type}`. */
export function rootTypeMetadata(ctx: RootCtx, type: string): object {
  const entry = catalogueEntryOfType(type);
  if (!entry) throw new Problem("not_found", "There is no such credential type.");
  return { vct: catalogueType(ctx, entry), name: entry.name, description: `${entry.name} as an SD-JWT VC` };
}
