import type { Issuer } from "@/lib/authority/signer";
import { certifiable } from "@/lib/certificate/sign-certificate";
import type { Platform } from "@/lib/context";
import { credentialMetadata } from "@/lib/contract/presentation";
import type { FormatId } from "@/lib/contract/schema";
import { type CurrentContract, currentContracts } from "@/lib/contract/store";
import { credentialFormats } from "@/lib/formats/registry";
import { hasOpenAuthorization } from "@/lib/issuance/authorization-store";
import { AUTHORIZATION_CODE_GRANT, PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { holderAlgorithms } from "@/lib/issuance/holder-jwt";
import { contractConfigurationId, contractType, credentialIssuer, olderFormatName } from "@/lib/issuance/identifiers";
import type { Protocol } from "@/lib/issuance/schema";
import { wireForms } from "@/lib/issuance/wire/registry";
import type { OfferedConfiguration } from "@/lib/issuance/wire/wire-form";

/** The issuer's metadata in a version of the protocol (OpenID4VCI 1.0, section 12.2.4), in the reader's language first. */
export async function issuerMetadata(
  platform: Platform,
  issuer: Issuer,
  language: string | null,
  protocol: Protocol = "1.0",
): Promise<object> {
  return wireForms[protocol].issuerMetadata({
    issuer: credentialIssuer(platform, issuer.authorityId, protocol),
    display: [{ name: issuer.name }],
    configurations: await configurationsOf(platform, issuer, protocol, language),
  });
}

/** What the issuer has to offer, before it has a form. */
async function configurationsOf(
  platform: Platform,
  issuer: Issuer,
  protocol: Protocol,
  language: string | null = null,
): Promise<OfferedConfiguration[]> {
  const contracts = await currentContracts(platform, issuer.tenantId, issuer.authorityId);
  return contracts.flatMap((contract) =>
    signable(issuer, contract).map((format): OfferedConfiguration => {
      const vct = contractType(platform, contract);
      return {
        id: contractConfigurationId(contract, format),
        format,
        olderFormat: olderFormatName(contract.configurationId, protocol),
        described: credentialFormats[format].describe({ rules: contract.rules, vct, algorithm: issuer.algorithm }),
        algorithm: issuer.algorithm,
        presentation: credentialMetadata(contract.displays, contract.rules, { format, language }),
      };
    }),
  );
}

/** True when the issuer's metadata list this configuration. */
export async function hasConfiguration(platform: Platform, issuer: Issuer, id: string): Promise<boolean> {
  const contracts = await currentContracts(platform, issuer.tenantId, issuer.authorityId);
  return contracts.some((contract) =>
    signable(issuer, contract).some((format) => contractConfigurationId(contract, format) === id),
  );
}

/** Not every key signs mdocs: a wallet is not told of what it cannot get. */
const signable = ({ algorithm }: Issuer, { formats }: CurrentContract): FormatId[] =>
  formats.filter((format) => format !== "mso_mdoc" || certifiable(algorithm));

/** The authority is its own authorization server (RFC 8414; OpenID4VCI 1.0, section 12.3). */
export async function authorizationServerMetadata(platform: Platform, issuer: Issuer, protocol: Protocol = "1.0") {
  const identifier = credentialIssuer(platform, issuer.authorityId, protocol);
  const authorizes = await hasOpenAuthorization(platform, issuer);
  return serverMetadata(identifier, protocol, authorizes);
}

/** `authorizes` tells whether a wallet can get a code at the authorization endpoint. */
export const serverMetadata = (identifier: string, protocol: Protocol, authorizes: boolean) => ({
  issuer: identifier,
  token_endpoint: `${identifier}/token`,
  grant_types_supported: [...(authorizes ? [AUTHORIZATION_CODE_GRANT] : []), PRE_AUTHORIZED_GRANT],
  response_types_supported: ["code"],
  token_endpoint_auth_methods_supported: ["none"],
  "pre-authorized_grant_anonymous_access_supported": true,
  dpop_signing_alg_values_supported: holderAlgorithms,
  authorization_details_types_supported: ["openid_credential"],
  ...(authorizes && {
    authorization_endpoint: `${identifier}/authorize`,
    pushed_authorization_request_endpoint: `${identifier}/par`,
    require_pushed_authorization_requests: false,
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  }),
  ...wireForms[protocol].serverMembers(identifier),
});
