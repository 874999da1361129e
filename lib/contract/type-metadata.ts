import type { Platform } from "@/lib/context";
import { credentialMetadata } from "@/lib/contract/presentation";
import { contractVersion } from "@/lib/contract/store";
import { isUuid } from "@/lib/kernel/ids";

const findTenantOfContract = {
  name: "find-tenant-of-contract",
  text: `SELECT c.tenant_id, c.name FROM contract c JOIN tenant t ON t.id = c.tenant_id AND t.status = 'enabled'
    WHERE c.id = $1`,
};

/** SD-JWT VC type metadata of one version of a contract; null when there is none. Bare language tags, default first. */
export async function typeMetadata(platform: Platform, contractId: string, version: number, vct: string) {
  if (!isUuid(contractId)) return null;
  const [owner] = await platform.sql<{ tenant_id: string; name: string }>(findTenantOfContract, [contractId]);
  const content = owner && (await contractVersion(platform, owner.tenant_id, contractId, version));
  if (!content) return null;
  const { display, claims } = credentialMetadata(content.displays, content.rules, { format: "dc+sd-jwt" });
  const localised = display.filter(({ locale }) => locale !== undefined);
  return {
    vct,
    name: owner.name,
    description: localised[0]?.description ?? "",
    // Older drafts call the locale `lang`: both are written.
    display: localised.map(({ locale, name, description, logo, background_color, text_color }) => ({
      locale,
      lang: locale,
      name,
      ...(description && { description }),
      rendering: {
        simple: { ...(logo && { logo }), background_color, text_color },
      },
    })),
    claims: claims.map(({ path, mandatory, display: labels }) => ({
      path,
      display: (labels ?? [])
        .filter(({ locale }) => locale !== undefined)
        .map(({ locale, name }) => ({ locale, lang: locale, label: name })),
      mandatory,
      sd: "always",
    })),
  };
}
