import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect } from "vitest";
import { didKeyOf } from "@/lib/did/key";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import type { Json } from "@/lib/kernel/json";
import { PublicJwk } from "@/lib/signing-key/schema";
import { type Answer, call, tokenFor } from "@/lib/testing/admin-api";
import type { TestPlatform } from "@/lib/testing/ctx";
import { TestWallet } from "@/lib/testing/issuing";
import { form, preAuthorized, proofFor } from "@/lib/testing/wallet-calls";

interface Onboarded {
  readonly issuerKey: { readonly type: string; readonly jwk: Readonly<Record<string, string>> };
  readonly issuerDid: string;
}

interface Path {
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

/** A client of the Issuer API with an issuer of its own, whose key can sign every format unless another is told. */
export class IssuerClient {
  private constructor(
    private readonly token: string,
    readonly onboarded: Onboarded,
  ) {}

  static async make(platform: TestPlatform, issuer: object = { key: { keyType: "secp256r1" } }): Promise<IssuerClient> {
    const token = await tokenFor(platform, { role: "owner" });
    const { status, body, text } = await call("POST", "/onboard/issuer", { token, body: issuer });
    expect(status, text).toBe(200);
    return new IssuerClient(token, body);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return call("POST", path, { token: this.token, body, headers });
  }

  /** Makes an offer of this issuer's and gives its text; several members make a batch. */
  async offer(request: object | readonly object[], { path, headers }: Path = {}): Promise<string> {
    const body = Array.isArray(request)
      ? request.map((one) => ({ ...this.onboarded, ...one }))
      : { ...this.onboarded, ...request };
    const route = path ?? (Array.isArray(request) ? "/openid4vc/jwt/issueBatch" : "/openid4vc/jwt/issue");
    const answer = await this.post(route, body, headers);
    expect(answer.status, answer.text).toBe(200);
    return answer.text;
  }
}

/** How a wallet names its key in the proof. */
export type HolderName = "jwk" | "did:key";

interface Configuration {
  readonly id: string;
  readonly format: string;
  readonly vct?: string;
  readonly doctype?: string;
  readonly types?: readonly string[];
  readonly credential_definition?: { readonly type: readonly string[] };
}

/** A wallet that has an offer's text, and finds everything else by what it is told. */
export class OfferWallet {
  private constructor(
    private readonly platform: TestPlatform,
    private readonly keys: TestWallet,
    readonly reference: URL,
  ) {}

  static async of(platform: TestPlatform, offerText: string): Promise<OfferWallet> {
    const reference = new URL(new URL(offerText).searchParams.get("credential_offer_uri") ?? "");
    return new OfferWallet(platform, await TestWallet.make(), reference);
  }

  /** The id that callbacks know the offer by. */
  get sessionId(): string {
    return this.reference.searchParams.get("id") ?? "";
  }

  /** What the holder is called in a proof that names its key by this. */
  get didKey(): string {
    return didKeyOf(PublicJwk.parse(this.keys.publicJwk));
  }

  get publicJwk() {
    return this.keys.publicJwk;
  }

  thumbprint(): Promise<string> {
    return this.keys.thumbprint();
  }

  async read(): Promise<Answer["body"]> {
    const { status, body, text } = await call("GET", this.reference.href);
    expect(status, text).toBe(200);
    return body;
  }

  /** The configurations of the offer, as the issuer's metadata describe them. */
  async configurations(offer: Answer["body"]): Promise<Configuration[]> {
    const { body } = await call("GET", `${offer.credential_issuer}/.well-known/openid-credential-issuer`);
    const ids: string[] = offer.credential_configuration_ids ?? offer.credentials;
    const older: Configuration[] = body.credentials_supported ?? [];
    const supported = body.credential_configurations_supported ?? Object.fromEntries(older.map((one) => [one.id, one]));
    return ids.map((id) => ({ ...supported[id], id }));
  }

  async token(offer: Answer["body"]): Promise<Answer["body"]> {
    const code = offer.grants[PRE_AUTHORIZED_GRANT]["pre-authorized_code"];
    const { status, body, text } = await form(`${offer.credential_issuer}/token`, preAuthorized(code));
    expect(status, text).toBe(200);
    return body;
  }

  async proof(issuer: string, nonce: string, name: HolderName = "jwk"): Promise<string> {
    if (name === "jwk") return proofFor(this.keys, this.platform, issuer, nonce);
    const did = this.didKey;
    const payload = { aud: issuer, nonce, iat: Math.floor(this.platform.now().getTime() / 1000) };
    return this.keys.signed(payload, { jwk: undefined, kid: `${did}#${did.slice("did:key:".length)}` });
  }

  /** What a request says of the credential that it wants, in the words of the version that the metadata speak. */
  static wanted(issuer: string, { id, format, ...described }: Configuration): object {
    if (!/\/draft1[13]$/.test(issuer)) return { credential_configuration_id: id };
    const { vct, doctype, types, credential_definition: definition } = described;
    return {
      format,
      ...(definition && { credential_definition: { type: definition.type } }),
      ...(types && { types }),
      ...(vct && { vct }),
      ...(doctype && { doctype }),
    };
  }

  /** Goes all the way, as often as the offer has credentials, and gives the answers. */
  async claim(name: HolderName = "jwk", more: object = {}): Promise<Answer[]> {
    const offer = await this.read();
    const issuer: string = offer.credential_issuer;
    const configurations = await this.configurations(offer);
    const token = await this.token(offer);
    const answers: Answer[] = [];
    for (const configuration of configurations) {
      const nonce = token.c_nonce ?? (await call("POST", `${issuer}/nonce`)).body.c_nonce;
      const proof = { proof_type: "jwt", jwt: await this.proof(issuer, nonce, name) };
      const body = { ...OfferWallet.wanted(issuer, configuration), proof, ...more };
      answers.push(await call("POST", `${issuer}/credential`, { token: token.access_token, body }));
    }
    return answers;
  }

  /** The one credential of an offer. */
  async credential(name: HolderName = "jwk", more: object = {}): Promise<string> {
    const [answer] = await this.claim(name, more);
    expect(answer?.status, answer?.text).toBe(200);
    return answer?.body.credential ?? answer?.body.credentials[0].credential;
  }
}

interface Claims extends Record<string, Json | undefined> {
  vc: { credentialSubject: Record<string, Json> } & Record<string, Json>;
}

/** Asks for a credential, claims it, and takes it apart. */
export async function claimed(
  platform: TestPlatform,
  issuer: IssuerClient,
  request: object,
  name: HolderName = "jwk",
  more: object = {},
) {
  const wallet = await OfferWallet.of(platform, await issuer.offer(request));
  const credential = await wallet.credential(name, more);
  const [jwt = ""] = credential.split("~");
  return { wallet, credential, header: decodeProtectedHeader(jwt), claims: decodeJwt<Claims>(jwt) as Claims };
}
