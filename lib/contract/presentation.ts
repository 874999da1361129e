import { claimMappings } from "@/lib/contract/claim-mappings";
import type { ContractDisplay } from "@/lib/contract/display-schema";
import { type PublishedDisplay, publishedDisplays } from "@/lib/contract/locales";
import type { ContractRules } from "@/lib/contract/rules-schema";
import type { FormatId } from "@/lib/contract/schema";
import { docTypeOf, elementPath } from "@/lib/formats/mdoc/names";

export interface CredentialDisplay {
  name: string;
  locale?: string;
  description?: string;
  logo?: { uri: string; alt_text: string };
  background_color: string;
  text_color: string;
}

interface ClaimDescription {
  path: string[];
  mandatory: boolean;
  display?: { name: string; locale?: string }[];
}

/** The `credential_metadata` of a credential configuration (OpenID4VCI 1.0, section 12.2.4). */
export interface CredentialMetadata {
  display: CredentialDisplay[];
  claims: ClaimDescription[];
}

interface PresentationOptions {
  /** Claim paths start where the credential starts, and that differs per format (appendix A and C). */
  format: FormatId;
  /** The value of `Accept-Language`, or a plain language tag. */
  language?: string | null;
}

const SUBJECT = /^(?:\$\.)?(?:vc\.)?credentialSubject\./;

/** `vc.credentialSubject.jobTitle` → `jobTitle`: the name of the claim in the credential. */
export function claimName(displayClaim: string): string {
  return displayClaim.replace(SUBJECT, "");
}

/** The reverse of `claimName`, as the Admin API writes it. */
export function displayClaim(name: string): string {
  return `vc.credentialSubject.${name}`;
}

const claimPath: Readonly<Record<FormatId, (name: string, rules: ContractRules) => string[]>> = {
  jwt_vc_json: (name) => ["credentialSubject", name],
  "dc+sd-jwt": (name) => [name],
  mso_mdoc: (name, { vc }) => elementPath(docTypeOf(vc.type), name),
};

function credentialDisplay({ locale, display: { card } }: PublishedDisplay): CredentialDisplay {
  return {
    name: card.title,
    ...(locale && { locale }),
    ...(card.description && { description: card.description }),
    ...(card.logo && { logo: { uri: card.logo.uri, alt_text: card.logo.description } }),
    background_color: card.backgroundColor,
    text_color: card.textColor,
  };
}

function labels(published: readonly PublishedDisplay[], name: string): { name: string; locale?: string }[] {
  return published.flatMap(({ locale, display }) => {
    const label = display.claims.find(({ claim }) => claimName(claim) === name)?.label;
    return label ? [{ name: label, ...(locale && { locale }) }] : [];
  });
}

/** The claims that a credential of this contract can carry, in the order in which wallets shall show them. */
export function claimOrder(displays: readonly ContractDisplay[], rules: ContractRules): string[] {
  const shown = displays.flatMap(({ claims }) => claims.map(({ claim }) => claimName(claim)));
  const made = new Set(claimMappings(rules.attestations).map(({ mapping }) => mapping.outputClaim));
  return [...new Set([...shown.filter((name) => made.has(name)), ...made])];
}

/**
 * How a contract shows itself to wallets. The issuer metadata serve exactly this and the card preview draws exactly
 * this, so what is shown is what is served.
 */
export function credentialMetadata(
  displays: readonly ContractDisplay[],
  rules: ContractRules,
  { format, language }: PresentationOptions,
): CredentialMetadata {
  const published = publishedDisplays(displays, language);
  const required = new Set(
    claimMappings(rules.attestations).flatMap(({ mapping }) => (mapping.required ? [mapping.outputClaim] : [])),
  );
  return {
    display: published.map(credentialDisplay),
    claims: claimOrder(displays, rules).map((name) => {
      const display = labels(published, name);
      return {
        path: claimPath[format](name, rules),
        mandatory: required.has(name),
        ...(display.length > 0 && { display }),
      };
    }),
  };
}

/**
 * SD-JWT VC type metadata of a contract: bare language tags, the default first, and none without a tag. It does not
 * vary with the reader, because credentials may carry its digest.
 */
export function typeDescription(
  displays: readonly ContractDisplay[],
  rules: ContractRules,
  { vct, name }: { vct: string; name: string },
) {
  const { display, claims } = credentialMetadata(displays, rules, { format: "dc+sd-jwt" });
  const localised = display.filter(({ locale }) => locale !== undefined);
  return {
    vct,
    name,
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
