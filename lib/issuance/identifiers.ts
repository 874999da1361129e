import type { Platform } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import type { Protocol } from "@/lib/issuance/schema";
import { type CatalogueEntry, catalogueEntry } from "@/lib/issuer/catalogue";

type PublicUrl = Pick<Platform, "publicUrl">;

/** What follows an authority's own address, so that each version of the protocol is an issuer of its own. */
const protocolPaths: Readonly<Record<Protocol, string>> = { "1.0": "", draft13: "/draft13", draft11: "/draft11" };

/** The credential issuer identifier of an authority (OpenID4VCI 1.0, section 12.2.1): no trailing slash. */
export const credentialIssuer = ({ publicUrl }: PublicUrl, authorityId: string, protocol: Protocol = "1.0"): string =>
  `${publicUrl}/oid4vci/${authorityId}${protocolPaths[protocol]}`;

/** Names a contract in a format. Contract names have no `+`, so blanks can become one without meeting another name. */
export const configurationId = (contractName: string, format: FormatId): string =>
  `${contractName.replaceAll(" ", "+")}_${format}`;

interface NamedContract {
  readonly name: string;
  readonly configurationId: string | null;
}

/** How the wallets' wire calls a contract in a format: by its name, or by the Issuer API's own word. */
export const contractConfigurationId = (contract: NamedContract, format: FormatId): string =>
  contract.configurationId ?? configurationId(contract.name, format);

/**
 * Older drafts call a format by another name where the Issuer API's catalogue does: `jwt_vc`, and in draft 13 the
 * `dc+sd-jwt` of later ones.
 */
export function olderFormatName(configuration: string | null, protocol: Protocol): "jwt_vc" | "dc+sd-jwt" | null {
  const format = configuration === null ? undefined : catalogueEntry(configuration)?.format;
  if (format === "jwt_vc") return format;
  return format === "dc+sd-jwt" && protocol === "draft13" ? format : null;
}

/** The type of a contract's SD-JWT VCs: that of the catalogue, which clients of the Issuer API know, or one of its own. */
export function contractType(
  platform: PublicUrl,
  { id, version, configurationId: configuration }: Pick<NamedContract, "configurationId"> & ContractState,
): string {
  const entry = configuration === null ? null : catalogueEntry(configuration);
  return entry?.format.endsWith("sd-jwt") ? catalogueType(platform, entry) : credentialTypeUrl(platform, id, version);
}

/** The same of what a session issues. */
export const sessionType = (
  platform: PublicUrl,
  session: {
    readonly contract_id: string;
    readonly contract_version: number;
    readonly configuration_id: string | null;
  },
): string =>
  contractType(platform, {
    id: session.contract_id,
    version: session.contract_version,
    configurationId: session.configuration_id,
  });

interface ContractState {
  readonly id: string;
  readonly version: number;
}

/** How the wallets' wire calls what a session issues: a designed contract's name, or the Issuer API's own word. */
export const sessionConfigurationId = (session: {
  readonly contract_name: string;
  readonly configuration_id: string | null;
  readonly format: FormatId;
}): string => session.configuration_id ?? configurationId(session.contract_name, session.format);

/** The credential type as a URL at which its metadata is served; a version of its own for each content. */
export const credentialTypeUrl = ({ publicUrl }: PublicUrl, contractId: string, version: number): string =>
  `${publicUrl}/credential-types/${contractId}/${version}`;

/** Whose offer it is, and in which version of the protocol. */
interface OfferAddress {
  readonly authorityId: string;
  readonly protocol: Protocol;
  readonly offerToken: string;
}

const offerUrl = (platform: PublicUrl, { authorityId, protocol, offerToken }: OfferAddress): string =>
  `${credentialIssuer(platform, authorityId, protocol)}/offers/${offerToken}`;

/** What a QR code shows: the offer by reference (OpenID4VCI 1.0, section 4.1.3). */
export const offerUri = (platform: PublicUrl, offer: OfferAddress): string => byReference(offerUrl(platform, offer));

/**
 * The same for an offer of the Issuer API: clients of it read the session's id, as their callbacks know it, from `id`;
 * what protects the offer is the token.
 */
export const issuerOfferUri = (platform: PublicUrl, offer: OfferAddress, sessionId: string): string =>
  byReference(`${offerUrl(platform, offer)}/credentialOffer?id=${sessionId}`);

const byReference = (url: string): string =>
  `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(url)}`;

/** What clients of the Issuer API call an SD-JWT VC of this type: whoever issues it, and in whichever version. */
export const catalogueType = ({ publicUrl }: PublicUrl, { vct, types: [type = ""] }: CatalogueEntry): string =>
  vct ?? `${publicUrl}/draft13/${type}`;
