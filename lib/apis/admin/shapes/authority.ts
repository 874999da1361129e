import * as z from "zod";
import { inOwnWords } from "@/lib/apis/admin/shapes/issuer-api-key";
import {
  type AuthorityKeyView,
  AuthorityName,
  AuthorityRef,
  type AuthorityView,
  authorityTag,
  CreateAuthority,
  KeyChoice,
  KeyRole,
  KeyVaultMetadata,
  LinkedDomainUrl,
  SigningKeyCurve,
} from "@/lib/authority/schema";
import { withoutNulls } from "@/lib/contract/loose-json";
import { JsonAnswer } from "@/lib/http/json-answer";
import { Backend, KeyType, PublicJwk, type SigningKeyView } from "@/lib/signing-key/schema";

export const AuthorityParams = AuthorityRef.meta({ id: "AuthorityParams" });

/** `template` is sent by a portal of old and means nothing here. */
export const CreateAuthorityBody = z
  .preprocess(
    withoutNulls,
    z
      .strictObject({
        ...CreateAuthority.shape,
        key: z.preprocess(inOwnWords, KeyChoice.optional()),
        template: z.looseObject({ type: z.string() }).optional(),
      })
      .transform(({ template: _, ...input }) => input),
  )
  .meta({ id: "CreateAuthorityBody" });

export const UpdateAuthorityBody = z.strictObject({ name: AuthorityName }).meta({ id: "UpdateAuthorityBody" });

/** A DID has one linked domain (section 11). */
const OneDomain = z
  .array(LinkedDomainUrl)
  .length(1, "Give exactly one domain: an authority has one linked domain.")
  .transform(([linkedDomainUrl = ""]) => linkedDomainUrl);

export const UpdateLinkedDomainsBody = z
  .strictObject({ domainUrls: OneDomain })
  .transform(({ domainUrls: linkedDomainUrl }) => ({ linkedDomainUrl }))
  .meta({ id: "UpdateLinkedDomainsBody" });

/** As clients of old spell it. */
export const UpdateLinkedDomainsPutBody = z
  .strictObject({ domains: OneDomain })
  .transform(({ domains: linkedDomainUrl }) => ({ linkedDomainUrl }))
  .meta({ id: "UpdateLinkedDomainsPutBody" });

export const DidConfigurationBody = z
  .preprocess(
    (value) => withoutNulls(value) ?? undefined,
    z.strictObject({ domainUrl: z.string("Give the linked domain as text.").optional() }).optional(),
  )
  .meta({ id: "GenerateDidConfigurationBody" });

export const SigningKeyParams = AuthorityParams.extend({ signingKeyId: z.string().max(200) }).meta({
  id: "SigningKeyParams",
});

export const SigningKeyRemoval = z.object({
  liveCredentials: z.coerce
    .number("Say how many credentials would stop verifying.")
    .int()
    .min(0)
    .max(2_147_483_647)
    .meta({ type: "integer", description: "How many credentials the caller knows to stop verifying by this." }),
});

/** What a removal knows to go with the key. */
export const removalIn = (request: Request): z.infer<typeof SigningKeyRemoval> =>
  SigningKeyRemoval.parse({ liveCredentials: new URL(request.url).searchParams.get("liveCredentials") || undefined });

/** A key of an authority, with what hangs on it. */
export const AuthorityKey = z
  .object({
    id: z.uuid(),
    keyUrl: z.string(),
    role: KeyRole,
    keyType: KeyType,
    liveCredentials: z.int(),
    addedAt: z.string(),
  })
  .meta({ id: "AuthorityKey" });

export const presentAuthorityKeys = (
  publicUrl: string,
  { keys }: AuthorityView,
  live: Readonly<Record<string, number>>,
): { value: z.infer<typeof AuthorityKey>[] } => ({
  value: [...keys].sort(newestFirst).map((key) => ({
    id: key.signingKeyId,
    keyUrl: keyUrlOf(publicUrl, key),
    role: key.role,
    keyType: key.keyType,
    liveCredentials: live[key.signingKeyId] ?? 0,
    addedAt: key.addedAt,
  })),
});

export const SigningKeyBody = z.strictObject({ signingKeyCurve: SigningKeyCurve }).meta({ id: "SigningKeyBody" });

export const SigningKeyReply = z
  .object({ id: z.uuid(), keyUrl: z.string(), curve: SigningKeyCurve })
  .meta({ id: "SigningKeyReply" });

export const presentSigningKey =
  (publicUrl: string) =>
  ({ id, reference, keyType }: SigningKeyView): z.input<typeof SigningKeyReply> => ({
    id,
    keyUrl: keyUrlOf(publicUrl, { reference, signingKeyId: id }),
    curve: SigningKeyCurve.parse(keyType),
  });

const DidModel = z
  .object({
    did: z.string(),
    signingKeys: z.array(z.string()),
    recoveryKeys: z.array(z.string()),
    updateKeys: z.array(z.string()),
    encryptionKeys: z.array(z.string()),
    linkedDomainUrls: z.array(z.string()),
    didDocumentStatus: z.enum(["published", "outOfSync"]),
  })
  .meta({ id: "DidModel" });

/** Our own: where the current key really is. */
const KmsMetadata = z
  .object({ backend: Backend, region: z.string().optional(), keyId: z.string(), keyType: KeyType })
  .meta({ id: "KmsMetadata" });

export const Authority = z
  .object({
    id: z.uuid(),
    name: z.string(),
    status: z.literal("Enabled"),
    didModel: DidModel,
    keyVaultMetadata: KeyVaultMetadata.optional(),
    kmsMetadata: KmsMetadata.optional(),
    linkedDomainsVerified: z.boolean(),
  })
  .meta({ id: "Authority" });
type Authority = z.infer<typeof Authority>;

export const presentAuthority =
  (publicUrl: string) =>
  (authority: AuthorityView): Authority => {
    const keyUrl = (key: KeyPlace) => keyUrlOf(publicUrl, key);
    const current = authority.keys.find(({ role }) => role === "current");
    return {
      id: authority.id,
      name: authority.name,
      status: "Enabled",
      didModel: {
        did: authority.did,
        signingKeys: [...authority.keys].sort(newestFirst).map(keyUrl),
        recoveryKeys: [],
        updateKeys: [],
        encryptionKeys: [],
        linkedDomainUrls: authority.linkedDomainUrl === null ? [] : [authority.linkedDomainUrl],
        didDocumentStatus: authority.didDocumentStatus,
      },
      ...(authority.keyVaultMetadata && { keyVaultMetadata: authority.keyVaultMetadata }),
      ...(current && {
        kmsMetadata: {
          backend: current.backend,
          ...regionOf(current),
          keyId: keyUrl(current),
          keyType: current.keyType,
        },
      }),
      linkedDomainsVerified: authority.linkedDomainsVerified,
    };
  };

/** So a key that waits for the DID document comes before the one that signs (section 12, 13). */
const newestFirst = (left: AuthorityKeyView, right: AuthorityKeyView): number =>
  right.addedAt.localeCompare(left.addedAt);

/** A key by its backend's own name, or by its page in the portal where the backend is ours. */
const keyUrlOf = (publicUrl: string, { reference, signingKeyId }: Pick<KeyPlace, "reference" | "signingKeyId">) =>
  reference ?? `${publicUrl}/signing-keys/${signingKeyId}`;

/** An authority with the tag that a change may be made conditional on. */
export const authorityAnswer =
  (publicUrl: string) =>
  (authority: AuthorityView): Response =>
    new JsonAnswer(presentAuthority(publicUrl)(authority), { headers: { etag: `"${authorityTag(authority)}"` } });

type KeyPlace = Pick<AuthorityView["keys"][number], "reference" | "signingKeyId" | "settings">;

/** As configured, else as the key's ARN says. */
function regionOf({ settings, reference }: KeyPlace): { region?: string } {
  const region = settings.region ?? /^arn:[^:]+:kms:([^:]+):/.exec(reference ?? "")?.[1];
  return region === undefined ? {} : { region };
}

const VerificationMethod = z.object({
  id: z.string(),
  type: z.string(),
  controller: z.string(),
  publicKeyJwk: PublicJwk,
});

export const DidDocument = z
  .object({
    id: z.string(),
    "@context": z.array(z.union([z.string(), z.object({ "@base": z.string() })])),
    service: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        serviceEndpoint: z.union([
          z.object({ origins: z.array(z.string()) }),
          z.object({ instances: z.array(z.string()) }),
        ]),
      }),
    ),
    verificationMethod: z.array(VerificationMethod),
    authentication: z.array(z.string()),
    assertionMethod: z.array(z.string()),
  })
  .meta({ id: "DidDocument" });

export const DidConfiguration = z
  .object({ "@context": z.string(), linked_dids: z.array(z.string()) })
  .meta({ id: "DidConfiguration" });
