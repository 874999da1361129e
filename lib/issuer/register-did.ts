import * as z from "zod";
import { record } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { CHEQD_FRAGMENT, cheqdDocument, holdsKey } from "@/lib/issuer/cheqd-document";
import type { OwnKey } from "@/lib/issuer/find-key";
import { fromBase64url } from "@/lib/kernel/bytes";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import { parseStrictJson } from "@/lib/kernel/strict-json";
import { signerOfKey } from "@/lib/signing-key/signer-of-key";
import { keyHandle } from "@/lib/signing-key/store";

export const CheqdOptions = z.strictObject({ network: z.enum(["testnet", "mainnet"]).default("testnet") });
export type CheqdNetwork = z.infer<typeof CheqdOptions>["network"];

/** A registrar may want a few signatures; then it is given up. */
const SIGNING_TURNS_MAX = 10;
/** A ledger takes its time: it is asked again ever later, and given up before whoever waits for us would be. */
const WAITS_MS = 30_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4000;

const SigningRequest = z.looseObject({ kid: z.string().nullish(), serializedPayload: z.string().max(65_536) });
const Answer = z.looseObject({
  jobId: z.string().nullish(),
  didState: z.looseObject({
    state: z.string(),
    did: z.string().optional(),
    didDocument: z.unknown().optional(),
    action: z.string().optional(),
    signingRequest: z.union([z.record(z.string(), SigningRequest), z.array(SigningRequest)]).optional(),
  }),
});
type Answer = z.infer<typeof Answer>;

/** The registrar that the operator named; a 400 that names the setting when there is none. */
export function requireRegistrar({ didRegistrarUrl }: Pick<Ctx, "didRegistrarUrl">): string {
  if (didRegistrarUrl) return didRegistrarUrl;
  const fix = "The server has no DID registrar: have DID_REGISTRAR_URL set, or choose jwk, key or web.";
  throw new Problem("invalid_request", `Unsupported DID method: cheqd. ${fix}`, { fields: { "did.method": fix } });
}

export function requireEd25519(keyType: string): void {
  if (keyType !== "Ed25519") throw invalidField("key.keyType", "did:cheqd takes Ed25519 keys only.");
}

/**
 * Has a `did:cheqd` written to its ledger (DIF DID Registration 1.0, client-managed secret mode): the registrar tells
 * what to sign, our key signs it, and no secret leaves. Gives the DID once it stands.
 */
export async function registerCheqdDid(ctx: Ctx, key: OwnKey, network: CheqdNetwork): Promise<string> {
  const url = `${requireRegistrar(ctx)}/1.0/create?method=cheqd`;
  const did = `did:cheqd:${network}:${ctx.random.uuid()}`;
  const didDocument = cheqdDocument(did, key.publicJwk);
  const body = { options: { network, clientSecretMode: true }, secret: {}, didDocument };
  let answer = await ask(ctx, url, body);
  for (let turn = 0; turn < SIGNING_TURNS_MAX; turn++) {
    answer = await untilItGoesOn(ctx, url, body, answer);
    const { jobId, didState } = answer;
    if (didState.state === "finished") return finished(answer, did, key);
    const secret = await signed(ctx, key, did, answer);
    answer = await ask(ctx, url, { ...body, ...(jobId && { jobId }), secret });
  }
  throw refused("no end");
}

/** Asks again while the ledger has not decided yet. */
async function untilItGoesOn(ctx: Ctx, url: string, body: object, first: Answer): Promise<Answer> {
  const until = ctx.now().getTime() + WAITS_MS;
  let answer = first;
  for (let pause = FIRST_PAUSE_MS; answer.didState.state === "wait"; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    if (!answer.jobId) throw refused("a wait for no job");
    if (ctx.now().getTime() + pause > until) throw refused("a ledger that takes too long");
    await ctx.pause(pause);
    answer = await ask(ctx, url, { ...body, jobId: answer.jobId });
  }
  return answer;
}

/** A registrar need not show the document; one that shows another key's has registered somebody else's DID. */
function finished({ didState }: Answer, did: string, { publicJwk }: OwnKey): string {
  if (didState.did !== did) throw refused("another DID");
  if (didState.didDocument != null && !holdsKey(didState.didDocument, did, publicJwk))
    throw refused("another document");
  return did;
}

async function signed(ctx: Ctx, key: OwnKey, did: string, { didState }: Answer): Promise<object> {
  const { state, signingRequest } = didState;
  if (state !== "action") throw refused(`state ${state.slice(0, 40)}`);
  if (signingRequest === undefined) throw refused("an action that is no signature");
  const kid = `${did}#${CHEQD_FRAGMENT}`;
  const names = [kid, `#${CHEQD_FRAGMENT}`];
  const wanted = Object.values(signingRequest);
  if (wanted.some((one) => one.kid && !names.includes(one.kid))) throw refused("a signature by another key");
  const sign = async ({ serializedPayload }: z.infer<typeof SigningRequest>) => ({
    kid,
    alg: "EdDSA",
    signature: Buffer.from(await signPayload(ctx, key, kid, serializedPayload)).toString("base64"),
  });
  if (Array.isArray(signingRequest)) {
    // Registrars that ask by a list know the key by its older name.
    const listed = signingRequest.map(async (one) => ({ verificationMethodId: kid, ...(await sign(one)) }));
    return { signingResponse: await Promise.all(listed) };
  }
  const entries = Object.entries(signingRequest).map(async ([name, one]) => [name, await sign(one)] as const);
  return { signingResponse: Object.fromEntries(await Promise.all(entries)) };
}

async function signPayload(ctx: Ctx, key: OwnKey, kid: string, payload: string): Promise<Uint8Array> {
  const bytes = fromBase64url(payload);
  // Nobody gets a token signed by way of a registration.
  if (bytes.length === 0 || Buffer.from(bytes.subarray(0, 3)).toString() === "eyJ")
    throw refused("a payload that is none");
  const details = { digest: sha256Base64url(bytes), keyId: kid };
  await record(ctx, { action: "did.registration_signed", targetType: "signing_key", targetId: key.id, details });
  return signerOfKey(ctx, await keyHandle(ctx, ctx.tenantId, key.id), kid).sign(bytes);
}

async function ask(ctx: Ctx, url: string, body: object): Promise<Answer> {
  const answer = await ctx.egress.request(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    tenantId: ctx.tenantId,
  });
  if (!answer.ok) throw refused(answer.cause);
  if (answer.status < 200 || answer.status >= 300) throw refused(`status ${answer.status}`);
  try {
    return Answer.parse(parseStrictJson(Buffer.from(answer.body).toString("utf8")));
  } catch {
    throw refused("an answer that is none");
  }
}

const refused = (cause: string): Problem =>
  new Problem("unavailable", "The DID registrar did not register the DID: try again later.", {
    retryAfterSeconds: 30,
    cause,
  });
