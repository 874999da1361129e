import type { Platform } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";

type PublicUrl = Pick<Platform, "publicUrl">;

/** The credential issuer identifier of an authority (OpenID4VCI 1.0, section 12.2.1): no trailing slash. */
export const credentialIssuer = ({ publicUrl }: PublicUrl, authorityId: string): string =>
  `${publicUrl}/oid4vci/${authorityId}`;

/** Names a contract in a format. Contract names have no `+`, so blanks can become one without meeting another name. */
export const configurationId = (contractName: string, format: FormatId): string =>
  `${contractName.replaceAll(" ", "+")}_${format}`;

/** How the wallets' wire calls what a session issues: a designed contract's name, or the Issuer API's own word. */
export const sessionConfigurationId = (session: {
  readonly contract_name: string;
  readonly configuration_id: string | null;
  readonly format: FormatId;
}): string => session.configuration_id ?? configurationId(session.contract_name, session.format);

/** The credential type as a URL at which its metadata is served; a version of its own for each content. */
export const credentialTypeUrl = ({ publicUrl }: PublicUrl, contractId: string, version: number): string =>
  `${publicUrl}/credential-types/${contractId}/${version}`;

export const offerUrl = (platform: PublicUrl, authorityId: string, offerToken: string): string =>
  `${credentialIssuer(platform, authorityId)}/offers/${offerToken}`;

/** What a QR code shows: the offer by reference (OpenID4VCI 1.0, section 4.1.3). */
export const offerUri = (platform: PublicUrl, authorityId: string, offerToken: string): string =>
  `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(offerUrl(platform, authorityId, offerToken))}`;
