import type { IssuingSetup } from "@/e2e/support/issuing-setup";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import {
  askCredential,
  type CredentialAnswer,
  fetchOffer,
  getNonce,
  getToken,
  granted,
  type IssuerMetadata,
  type Offer,
  type Opened,
  openOffer,
  PRE_AUTHORIZED_GRANT,
} from "@/e2e/support/wallet/wallet";

export const steps = ["createRequest", "offer", "token", "nonce", "credential"] as const;
type Step = (typeof steps)[number];

export interface Issued {
  readonly format: string;
  readonly credential: string;
}

interface Load {
  readonly issuancesPerSecond: number;
  readonly milliseconds: Readonly<Record<Step | "whole", number[]>>;
  readonly sample: readonly Issued[];
}

interface Known {
  readonly metadata: IssuerMetadata;
  readonly tokenEndpoint: string;
}

const SAMPLED = 25;

/** A wallet reads an issuer's metadata once, not for each offer: neither do these. */
async function knownIssuer(setup: IssuingSetup): Promise<Known> {
  const { metadata, tokenEndpoint } = await openOffer((await setup.api.createIssuance(setup)).url);
  return { metadata, tokenEndpoint };
}

/** Runs that many complete issuances, so many at once, and times each step as the wallet sees it. */
export async function issuanceLoad(setup: IssuingSetup, count: number, concurrency: number): Promise<Load> {
  const known = await knownIssuer(setup);
  const keys = await Promise.all(Array.from({ length: concurrency }, () => HolderKey.make()));
  const milliseconds: Load["milliseconds"] = {
    createRequest: [],
    offer: [],
    token: [],
    nonce: [],
    credential: [],
    whole: [],
  };
  const sample: Issued[] = [];
  let begun = 0;

  async function timed<Result>(step: Step, work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    const result = await work();
    milliseconds[step].push(performance.now() - startedAt);
    return result;
  }

  async function issue(key: HolderKey): Promise<void> {
    const format = begun % 2 === 0 ? "dc+sd-jwt" : "jwt_vc_json";
    const startedAt = performance.now();
    const { url } = await timed("createRequest", () => setup.api.createIssuance(setup, { format }));
    const offer = granted<Offer>("the offer", await timed("offer", () => fetchOffer(url)));
    const opened: Opened = {
      ...known,
      issuer: offer.credential_issuer,
      configurationId: offer.credential_configuration_ids[0] ?? "",
      code: offer.grants[PRE_AUTHORIZED_GRANT]?.["pre-authorized_code"] ?? "",
      transactionCode: undefined,
    };
    const token = await timed("token", () => getToken(opened));
    const proof = await key.proof(opened.issuer, await timed("nonce", () => getNonce(opened)));
    const answer = await timed("credential", () => askCredential(opened, token, [proof]));
    milliseconds.whole.push(performance.now() - startedAt);
    const [first] = granted<CredentialAnswer>("the credential", answer).credentials;
    if (sample.length < SAMPLED) sample.push({ format, credential: first?.credential ?? "" });
  }

  const startedAt = performance.now();
  await Promise.all(
    keys.map(async (key) => {
      while (begun++ < count) await issue(key);
    }),
  );
  return { issuancesPerSecond: (count * 1000) / (performance.now() - startedAt), milliseconds, sample };
}
