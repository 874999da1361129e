import type { Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { credentialMetadata } from "@/lib/contract/presentation";
import type { FormatId } from "@/lib/contract/schema";
import { type CurrentContract, currentContracts } from "@/lib/contract/store";
import { credentialFormats } from "@/lib/formats/registry";
import { BATCH_SIZE } from "@/lib/issuance/claim-credential";
import { holderAlgorithms } from "@/lib/issuance/holder-jwt";
import { configurationId, credentialIssuer, credentialTypeUrl } from "@/lib/issuance/identifiers";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/open-offer";

/** The issuer's metadata (OpenID4VCI 1.0, section 12.2.4), in the reader's language first. */
export async function issuerMetadata(platform: Platform, issuer: Issuer, language: string | null) {
  const contracts = await currentContracts(platform, issuer.tenantId, issuer.authorityId);
  const identifier = credentialIssuer(platform, issuer.authorityId);
  return {
    credential_issuer: identifier,
    credential_endpoint: `${identifier}/credential`,
    nonce_endpoint: `${identifier}/nonce`,
    notification_endpoint: `${identifier}/notification`,
    batch_credential_issuance: { batch_size: BATCH_SIZE },
    display: [{ name: issuer.name }],
    credential_configurations_supported: Object.fromEntries(
      contracts.flatMap((contract) =>
        contract.formats.map((format) => [
          configurationId(contract.name, format),
          configuration(platform, issuer, contract, format, language),
        ]),
      ),
    ),
  };
}

/** True when the issuer's metadata list this configuration. */
export async function hasConfiguration(platform: Platform, issuer: Issuer, id: string): Promise<boolean> {
  const contracts = await currentContracts(platform, issuer.tenantId, issuer.authorityId);
  return contracts.some(({ name, formats }) => formats.some((format) => configurationId(name, format) === id));
}

function configuration(
  platform: Platform,
  issuer: Issuer,
  contract: CurrentContract,
  format: FormatId,
  language: string | null,
) {
  const vct = credentialTypeUrl(platform, contract.id, contract.version);
  return {
    credential_signing_alg_values_supported: [issuer.algorithm],
    cryptographic_binding_methods_supported: ["jwk", "did:jwk", "did:key"],
    ...credentialFormats[format].describe({ rules: contract.rules, vct, algorithm: issuer.algorithm }),
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: holderAlgorithms } },
    credential_metadata: credentialMetadata(contract.displays, contract.rules, { format, language }),
  };
}

/** The authority is its own authorization server (RFC 8414; OpenID4VCI 1.0, section 12.3). */
export function authorizationServerMetadata(platform: Platform, issuer: Issuer) {
  const identifier = credentialIssuer(platform, issuer.authorityId);
  return {
    issuer: identifier,
    token_endpoint: `${identifier}/token`,
    grant_types_supported: [PRE_AUTHORIZED_GRANT],
    response_types_supported: ["code"],
    token_endpoint_auth_methods_supported: ["none"],
    "pre-authorized_grant_anonymous_access_supported": true,
    dpop_signing_alg_values_supported: holderAlgorithms,
    authorization_details_types_supported: ["openid_credential"],
  };
}
