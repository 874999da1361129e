import { type Answer, ask, postForm, postJson, UnexpectedAnswer } from "@/e2e/support/wallet/ask";
import { HolderKey } from "@/e2e/support/wallet/holder-key";

export const PRE_AUTHORIZED_GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

export interface Offer {
  credential_issuer: string;
  credential_configuration_ids: string[];
  grants: Record<string, { "pre-authorized_code": string; tx_code?: { length?: number; input_mode?: string } }>;
}

export interface IssuerMetadata {
  credential_issuer: string;
  credential_endpoint: string;
  nonce_endpoint: string;
  notification_endpoint: string;
  batch_credential_issuance?: { batch_size: number };
  credential_configurations_supported: Record<string, Record<string, unknown> & { format: string; vct?: string }>;
}

/** What of an offer a wallet goes on with. */
export interface Opened {
  readonly issuer: string;
  readonly configurationId: string;
  readonly code: string;
  readonly transactionCode: { length?: number } | undefined;
  readonly metadata: IssuerMetadata;
  readonly tokenEndpoint: string;
}

export interface Token {
  access_token: string;
  token_type: "Bearer" | "DPoP";
  expires_in: number;
  authorization_details?: { credential_configuration_id: string; credential_identifiers: string[] }[];
}

export interface CredentialAnswer {
  credentials: { credential: string }[];
  notification_id: string;
}

/** The answer's JSON when its status is 200; throws the answer otherwise. */
export function granted<Body>(step: string, answer: Answer): Body {
  if (answer.status !== 200) throw new UnexpectedAnswer(step, answer);
  return answer.json<Body>();
}

/** Splits an issuer identifier so that the document stands between host and path (OpenID4VCI 1.0, section 12.2.2). */
function wellKnown(issuer: string, name: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/${name}${pathname === "/" ? "" : pathname}`;
}

export const fetchOffer = (offerUri: string): Promise<Answer> =>
  ask(new URL(offerUri).searchParams.get("credential_offer_uri") ?? "");

/** Follows an offer to everything that is needed for its token. */
export async function openOffer(offerUri: string): Promise<Opened> {
  const offer = granted<Offer>("the offer", await fetchOffer(offerUri));
  const issuer = offer.credential_issuer;
  const [metadata, server] = await Promise.all([
    ask(wellKnown(issuer, "openid-credential-issuer")),
    ask(wellKnown(issuer, "oauth-authorization-server")),
  ]);
  const grant = offer.grants[PRE_AUTHORIZED_GRANT];
  if (!grant) throw new Error("The offer has no pre-authorized code.");
  return {
    issuer,
    configurationId: offer.credential_configuration_ids[0] ?? "",
    code: grant["pre-authorized_code"],
    transactionCode: grant.tx_code,
    metadata: granted<IssuerMetadata>("the issuer's metadata", metadata),
    tokenEndpoint: granted<{ token_endpoint: string }>("the server's metadata", server).token_endpoint,
  };
}

interface TokenOptions {
  readonly transactionCode?: string;
  /** Binds the token to this key. */
  readonly dpopKey?: HolderKey;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Asks for the token and gives the answer as it comes. */
export async function askToken(
  { code, tokenEndpoint }: Pick<Opened, "code" | "tokenEndpoint">,
  { transactionCode, dpopKey, fields }: TokenOptions = {},
): Promise<Answer> {
  const form = {
    grant_type: PRE_AUTHORIZED_GRANT,
    "pre-authorized_code": code,
    ...(transactionCode !== undefined && { tx_code: transactionCode }),
    ...fields,
  };
  const proof = dpopKey && { dpop: await dpopKey.dpop({ method: "POST", url: tokenEndpoint }) };
  return postForm(tokenEndpoint, form, proof);
}

export const getToken = async (opened: Opened, options?: TokenOptions): Promise<Token> =>
  granted<Token>("the token", await askToken(opened, options));

export async function getNonce({ metadata }: Pick<Opened, "metadata">): Promise<string> {
  const answer = await ask(metadata.nonce_endpoint, { method: "POST" });
  return granted<{ c_nonce: string }>("the nonce", answer).c_nonce;
}

/** `Authorization`, and the DPoP proof where the token is bound to a key. */
export async function authorized(
  url: string,
  { access_token: accessToken, token_type: type }: Token,
  dpopKey?: HolderKey,
): Promise<Record<string, string>> {
  const proof = dpopKey && { dpop: await dpopKey.dpop({ method: "POST", url, accessToken }) };
  return { authorization: `${type} ${accessToken}`, ...proof };
}

/** Asks for the credential and gives the answer as it comes; `body` replaces what is asked. */
export async function askCredential(
  { metadata, configurationId }: Pick<Opened, "metadata" | "configurationId">,
  token: Token,
  proofs: readonly string[],
  { dpopKey, body }: { readonly dpopKey?: HolderKey; readonly body?: Readonly<Record<string, unknown>> } = {},
): Promise<Answer> {
  const identifier = token.authorization_details?.[0]?.credential_identifiers[0];
  const asked = identifier ? { credential_identifier: identifier } : { credential_configuration_id: configurationId };
  const url = metadata.credential_endpoint;
  return postJson(url, body ?? { ...asked, proofs: { jwt: proofs } }, await authorized(url, token, dpopKey));
}

export const notify = async (
  { metadata: { notification_endpoint: url } }: Opened,
  token: Token,
  notificationId: string,
  event: string,
): Promise<Answer> => postJson(url, { notification_id: notificationId, event }, await authorized(url, token));

interface Claimed extends Opened {
  readonly token: Token;
  readonly key: HolderKey;
  readonly credential: string;
  readonly notificationId: string;
}

/** From a QR code's content to the credential, with a key of its own. */
export async function claim(
  offerUri: string,
  { key, ...options }: TokenOptions & { readonly key?: HolderKey } = {},
): Promise<Claimed> {
  const opened = await openOffer(offerUri);
  const token = await getToken(opened, options);
  const holder = key ?? (await HolderKey.make());
  const proof = await holder.proof(opened.issuer, await getNonce(opened));
  const answer = await askCredential(opened, token, [proof], options);
  const { credentials, notification_id: notificationId } = granted<CredentialAnswer>("the credential", answer);
  return { ...opened, token, key: holder, credential: credentials[0]?.credential ?? "", notificationId };
}
