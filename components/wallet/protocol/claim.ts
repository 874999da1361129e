import { notifyAccepted, requestCredential, requestNonce } from "@/components/wallet/protocol/credential";
import {
  type IssuerMetadata,
  readIssuerMetadata,
  readServerMetadata,
  type ServerMetadata,
} from "@/components/wallet/protocol/metadata";
import {
  type CredentialOffer,
  type OfferSource,
  offerClosed,
  parseOfferLink,
  preAuthorizedGrant,
  readOffer,
} from "@/components/wallet/protocol/offer";
import { type HolderKey, makeProof } from "@/components/wallet/protocol/proof";
import { requestToken, type TokenResponse } from "@/components/wallet/protocol/token";
import type { Transport } from "@/components/wallet/protocol/transport";
import { WalletFailure, WireRefusal } from "@/components/wallet/protocol/wallet-failure";

const formats = ["jwt_vc_json", "dc+sd-jwt", "mso_mdoc"];

/** An offer with all that the holder must see before they accept it. Nothing has been taken yet. */
export interface OpenedOffer {
  readonly source: OfferSource;
  readonly offer: CredentialOffer;
  readonly metadata: IssuerMetadata;
  readonly server: ServerMetadata;
  readonly configurationId: string;
  readonly configuration: IssuerMetadata["credential_configurations_supported"][string];
}

/** Reads an offer and its issuer's metadata. */
export async function openOffer(transport: Transport, text: string): Promise<OpenedOffer> {
  const source = parseOfferLink(text);
  const offer = await readOffer(transport, source);
  preAuthorizedGrant(offer);
  const metadata = await readIssuerMetadata(transport, offer.credential_issuer);
  const server = await readServerMetadata(transport, metadata);
  const configurationId = offer.credential_configuration_ids[0] ?? "";
  const configuration = metadata.credential_configurations_supported[configurationId];
  if (!configuration || !formats.includes(configuration.format)) {
    const remedy = configuration
      ? `It is a credential in the format ${configuration.format}; this wallet takes ${formats.join(", ")}.`
      : "The issuer's metadata do not describe the credential it offers. This is for the issuer to mend.";
    throw new WalletFailure("unsupported", "The demo wallet cannot take this offer", remedy);
  }
  return { source, offer, metadata, server, configurationId, configuration };
}

interface ClaimedCredential {
  readonly credential: string;
  /** Tells the issuer that the credential is kept: call it once it is. A wallet need not, so it never fails. */
  readonly confirm: () => Promise<void>;
}

/** Accepts the offer: token, nonce, proof, credential (OpenID4VCI 1.0, sections 6 to 8). */
export async function claimCredential(
  transport: Transport,
  opened: OpenedOffer,
  key: HolderKey,
  transactionCode?: string,
): Promise<ClaimedCredential> {
  const { metadata, configurationId } = opened;
  const token = await redeem(transport, opened, transactionCode);
  const nonce = metadata.nonce_endpoint && (await requestNonce(transport, metadata.nonce_endpoint));
  const proof = await makeProof(key, { audience: metadata.credential_issuer, nonce, now: transport.now() });
  const request = { token, configurationId, proof };
  const { credential, notificationId } = await requestCredential(transport, metadata.credential_endpoint, request);
  return {
    credential,
    confirm: async () => {
      if (metadata.notification_endpoint && notificationId) {
        await notifyAccepted(transport, metadata.notification_endpoint, token, notificationId).catch(() => undefined);
      }
    },
  };
}

async function redeem(transport: Transport, opened: OpenedOffer, transactionCode?: string): Promise<TokenResponse> {
  const grant = preAuthorizedGrant(opened.offer);
  try {
    const code = grant["pre-authorized_code"];
    return await requestToken(transport, opened.server.token_endpoint, code, transactionCode);
  } catch (error) {
    if (!(error instanceof WireRefusal && error.code === "invalid_grant")) throw error;
    if (!grant.tx_code) throw offerClosed();
    // The standard has one error for a wrong code and a dead offer: an offer that can still be read tells them apart.
    if (opened.source.by === "reference") await readOffer(transport, opened.source);
    throw new WalletFailure(
      "wrong_code",
      "The transaction code was not accepted",
      "Check it and type it again. After a few wrong tries the issuer closes the offer.",
    );
  }
}
