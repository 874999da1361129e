import type { ContractDisplay } from "@/lib/contract/display-schema";
import type { ClaimMapping, ContractAttestations, ContractRules } from "@/lib/contract/rules-schema";

/**
 * The contract manifest: what the Admin API's wallets read of a contract (section 15). Names of claims are those of the
 * input; what the credential will call them is not told, and neither are its types and lifetime.
 */

const SELF_ISSUED = "https://self-issued.me";

/** What claims of a directory are asked for with: only the directory of the tenant's own id can give them. */
const DIRECTORY_RESOURCE = "bb2a64ee-5d29-4b07-a491-25806dc854d3";
const DIRECTORY_SCOPE = "User.Read.All";
const directoryConfiguration = (tenantId: string): string =>
  `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`;

interface ManifestSource {
  readonly publicUrl: string;
  readonly tenantId: string;
  /** Id and manifest URL as the Admin API gives them. */
  readonly publicId: string;
  readonly manifestUrl: string;
  readonly did: string;
  readonly rules: ContractRules;
  readonly display: ContractDisplay;
  readonly issuedAtSeconds: number;
}

export interface ContractManifest {
  id: string;
  display: object;
  input: object;
  iss: string;
  iat: number;
}

export const contractManifest = (source: ManifestSource): ContractManifest => ({
  id: source.publicId,
  display: manifestDisplay(source.display, source.manifestUrl),
  input: {
    id: "input",
    credentialIssuer: `${source.publicUrl}/v1.0/tenants/${source.tenantId}/verifiableCredentials/issue`,
    issuer: source.did,
    attestations: manifestAttestations(source.rules.attestations, source),
  },
  iss: source.did,
  iat: source.issuedAtSeconds,
});

const manifestDisplay = ({ locale, card, consent, claims }: ContractDisplay, contract: string) => ({
  id: "display",
  locale,
  contract,
  card,
  consent,
  claims: Object.fromEntries(claims.map(({ claim, ...shown }) => [claim, shown])),
});

function manifestAttestations(
  { idTokenHints = [], idTokens = [], presentations = [], selfIssued, accessTokens = [] }: ContractAttestations,
  { did, tenantId }: Pick<ManifestSource, "did" | "tenantId">,
) {
  const signIns = [
    ...idTokenHints.map((flow) => ({
      id: SELF_ISSUED,
      ...asked(flow),
      configuration: SELF_ISSUED,
      client_id: "",
      redirect_uri: "",
    })),
    ...idTokens.map((flow) => ({
      id: flow.configuration,
      ...asked(flow),
      configuration: flow.configuration,
      client_id: flow.clientId,
      redirect_uri: flow.redirectUri,
      scope: flow.scope,
    })),
  ];
  const credentials = presentations.map((flow) => ({
    ...asked(flow),
    ...(flow.credentialType !== undefined && { credentialType: flow.credentialType }),
    // Without a list of issuers the contract's own is meant (section 8.3).
    issuers: (flow.trustedIssuers?.length ? flow.trustedIssuers : [did]).map((iss) => ({ iss })),
    contracts: flow.contracts ?? [],
  }));
  const directory = accessTokens.map((flow) => ({
    id: directoryConfiguration(tenantId),
    ...asked(flow),
    configuration: directoryConfiguration(tenantId),
    resourceId: DIRECTORY_RESOURCE,
    oboScope: DIRECTORY_SCOPE,
  }));
  const typedIn = [selfIssued ?? []].flat();
  return {
    ...(signIns.length > 0 && { idTokens: signIns }),
    ...(credentials.length > 0 && { presentations: credentials }),
    ...(typedIn.length > 0 && { selfIssued: selfIssuedInput(typedIn) }),
    ...(directory.length > 0 && { accessTokens: directory }),
  };
}

interface Flow {
  readonly mapping: readonly ClaimMapping[];
  readonly required: boolean;
}

const asked = ({ mapping, required }: Flow) => ({ encrypted: false, claims: mapping.map(claimAsked), required });

const claimAsked = ({ inputClaim, required, indexed }: ClaimMapping) => ({
  claim: inputClaim.replace(/^\$\./, ""),
  required,
  indexed,
});

/** One object, however many the contract has: the holder fills in one form. */
const selfIssuedInput = (flows: readonly Flow[]) => ({
  encrypted: false,
  claims: flows.flatMap(({ mapping }) =>
    mapping.map((one) => {
      const { claim, ...flags } = claimAsked(one);
      return { claim, type: "String", ...flags };
    }),
  ),
  required: flows.some(({ required }) => required),
});
