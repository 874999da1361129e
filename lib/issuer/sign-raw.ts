import * as z from "zod";
import { record } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { didKeyOf } from "@/lib/did/key";
import { checkMapping } from "@/lib/document/check-mapping";
import { evaluateWith } from "@/lib/document/functions";
import { applyMapping } from "@/lib/document/mapping";
import { askJsonWebhook, askWebhook } from "@/lib/document/webhook";
import { unsignedJws } from "@/lib/formats/compact";
import type { UnsignedCredential } from "@/lib/formats/format";
import { DATA_MODEL_2 } from "@/lib/formats/w3c-status";
import { fragmentOf } from "@/lib/issuer/did-of-key";
import { prospectIssuerOfKey } from "@/lib/issuer/issuer-of-key";
import { requireMessage, requirePayload } from "@/lib/issuer/message-limit";
import { bareKeyId } from "@/lib/issuer/present-key";
import { type ProspectiveKey, prospectKey } from "@/lib/issuer/prospect-key";
import { RawSignRequest } from "@/lib/issuer/raw-sign-schema";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import type { Json, JsonObject } from "@/lib/kernel/json";
import { longestMessageOf } from "@/lib/keys/signer";
import { signerOfKey } from "@/lib/signing-key/signer-of-key";
import { keyHandle } from "@/lib/signing-key/store";
import { defineUseCase } from "@/lib/use-case";

/**
 * Signs a W3C credential as it stands, as a JWT (section 7.1). It goes to nobody's wallet from here and has no status
 * of ours; what is signed, by which key and for whom is in the audit trail before the signer is asked (security I2).
 */
export const signRaw = defineUseCase(
  { name: "signRaw", input: RawSignRequest },
  async (ctx, input): Promise<string> => {
    const { issuerKey, subjectDid, credentialData } = requireParts(input);
    const mapping = input.mapping && (Data.parse(input.mapping) as JsonObject);
    if (mapping) await checkMapping(ctx, { data: credentialData, mapping }, NAMES);
    const prospect = await prospectKey(ctx, issuerKey);
    const longestMessage = longestMessageOf(ctx.keyProviders[prospect.backend], prospect.keyType);
    requirePayload({ longestMessage }, credentialData);
    const issuer = await issuerOf(ctx, prospect, input.issuerDid);
    const key = await prospect.take();
    const content = {
      data: credentialData,
      mapping,
      subjectDid,
      ...issuer,
    };
    const handle = await keyHandle(ctx, ctx.tenantId, key.id);
    const unsigned = await encode(ctx, content, handle.algorithm, bareKeyId(handle));
    const signer = signerOfKey(ctx, handle, issuer.keyUrl);
    requireMessage(signer, unsigned.signingInput);
    const target = { targetType: "signing_key", targetId: key.id } as const;
    const digest = sha256Base64url(unsigned.signingInput);
    await record(ctx, {
      action: "raw_signature.requested",
      ...target,
      details: { digest, did: issuer.did.slice(0, 500) },
    });
    const jwt = unsigned.complete(await signer.sign(unsigned.signingInput).catch(refuse));
    await record(ctx, {
      action: "raw_signature.made",
      ...target,
      details: { digest, jwtDigest: sha256Base64url(jwt) },
    });
    return jwt;
  },
);

const Data = z.record(z.string(), z.json());
/** What the mapping finds in its context. */
const NAMES = ["issuerDid", "issuerId", "subjectDid"];

function requireParts({ issuerKey, subjectDid, credentialData }: RawSignRequest) {
  for (const [name, value] of Object.entries({ issuerKey, subjectDid, credentialData })) {
    if (value === undefined || value === null) throw invalidField(name, `Missing ${name} in the request body.`);
  }
  if (typeof issuerKey !== "object" || Array.isArray(issuerKey))
    throw invalidField("issuerKey", "Invalid issuerKey Format");
  if (typeof subjectDid !== "string" || subjectDid.length > 4096)
    throw invalidField("subjectDid", "Give the subject's DID as a text.");
  const data = Data.safeParse(credentialData);
  if (!data.success || Object.keys(data.data).length === 0)
    throw invalidField("credentialData", "Invalid credential format");
  return { issuerKey, subjectDid, credentialData: data.data as JsonObject };
}

interface RawIssuer {
  readonly did: string;
  /** The key's id as a DID URL. */
  readonly keyUrl: string;
}

async function issuerOf(ctx: Ctx, key: ProspectiveKey, issuerDid: string | undefined): Promise<RawIssuer> {
  if (issuerDid !== undefined) {
    const { did, signer } = await (await prospectIssuerOfKey(ctx, key, issuerDid)).settle();
    return { did, keyUrl: signer.keyId };
  }
  const did = didKeyOf(key.publicJwk);
  return { did, keyUrl: `${did}#${fragmentOf(did, "key")}` };
}

interface RawContent extends RawIssuer {
  readonly data: JsonObject;
  readonly mapping: JsonObject | undefined;
  readonly subjectDid: string;
}

async function encode(ctx: Ctx, content: RawContent, alg: string, keyId: string): Promise<UnsignedCredential> {
  const { did: iss, subjectDid: sub, mapping } = content;
  const { data, jwtClaims } = mapping
    ? await applyMapping(content.data, mapping, evaluate(ctx, content))
    : { data: content.data, jwtClaims: {} };
  const kid = mapping ? content.keyUrl : keyId;
  if (isDataModel2(data)) return unsignedJws({ alg, typ: "vc+jwt", kid }, { ...data, ...jwtClaims });
  return unsignedJws({ alg, typ: "JWT", kid }, { iss, sub, vc: data, ...jwtClaims });
}

const isDataModel2 = (data: JsonObject): boolean => [data["@context"]].flat().includes(DATA_MODEL_2);

const evaluate = (ctx: Ctx, { did, subjectDid }: RawContent) =>
  evaluateWith({
    now: ctx.now(),
    random: ctx.random,
    values: new Map<string, Json>(Object.entries({ issuerDid: did, issuerId: did, subjectDid })),
    webhook: (url) => askWebhook(ctx, url),
    webhookJson: (url) => askJsonWebhook(ctx, url),
  });

function refuse(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  throw new Problem(error.code, `Failed to sign the credential: ${error.message}`, error.details);
}
