import * as z from "zod";
import { AzureKeyConfig } from "@/lib/signing-key/azure-schema";
import { VaultKeyConfig } from "@/lib/signing-key/vault-schema";

/** Kinds of key, by the name of their curve or size. What each backend can make, its provider declares. */
export const keyTypes = [
  "P-256",
  "P-384",
  "P-521",
  "secp256k1",
  "Ed25519",
  "RSA-2048",
  "RSA-3072",
  "RSA-4096",
] as const;
export const KeyType = z.enum(keyTypes).meta({ id: "KeyType" });
export type KeyType = z.infer<typeof KeyType>;

/** The JOSE algorithm each kind of key signs with (RFC 7518, RFC 8812, RFC 8037). */
export const algorithmOf = {
  "P-256": "ES256",
  "P-384": "ES384",
  "P-521": "ES512",
  secp256k1: "ES256K",
  Ed25519: "EdDSA",
  "RSA-2048": "RS256",
  "RSA-3072": "RS384",
  "RSA-4096": "RS512",
} as const satisfies Record<KeyType, string>;
export type Algorithm = (typeof algorithmOf)[KeyType];

/** Who holds the private key. `jwk` is the development key store: made here, sealed at rest. */
const backends = ["aws", "vault", "azure", "jwk"] as const;
export const Backend = z.enum(backends).meta({ id: "Backend" });
export type Backend = z.infer<typeof Backend>;
/** Those that may serve without being told anything, so that one of them can be the server's default. */
export const DefaultBackend = z.enum(["aws", "jwk"]).meta({ id: "DefaultBackend" });
export type DefaultBackend = z.infer<typeof DefaultBackend>;

/** Only public members: a private one anywhere is refused. */
export const PublicJwk = z
  .strictObject({
    kty: z.enum(["EC", "OKP", "RSA"]),
    crv: z.string().optional(),
    x: z.string().optional(),
    y: z.string().optional(),
    n: z.string().optional(),
    e: z.string().optional(),
  })
  .meta({ id: "PublicJwk" });
export type PublicJwk = z.infer<typeof PublicJwk>;

export const keyStates = ["creating", "enabled", "disabled", "pendingDeletion", "failed"] as const;
export type KeyState = (typeof keyStates)[number];

const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "Give an AWS region such as eu-central-1.")
  .meta({ title: "Region", description: "Such as eu-central-1." });

const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, "Give the role's name alone, as IAM shows it: no ARN and no path.")
  .meta({ title: "Role name", description: "As IAM shows it: the name alone, without ARN and path." });

/** How we sign in to AWS. The secret of an access key is write-only: it goes in, and never comes out (security S1). */
export const AwsKeyConfig = z
  .discriminatedUnion("credentials", [
    z
      .strictObject({
        credentials: z.literal("default"),
        region: region.optional().meta({ title: "Region", description: "Left empty: the server's own region." }),
      })
      .meta({ title: "Default chain" }),
    z.strictObject({ credentials: z.literal("instanceRole"), roleName, region }).meta({ title: "Instance role" }),
    z
      .strictObject({
        credentials: z.literal("accessKey"),
        accessKeyId: z
          .string()
          .regex(/^\w{1,128}$/, "Give the access key id alone: letters and digits.")
          .meta({ title: "Access key id" }),
        secretAccessKey: z
          .string()
          .min(1, "Give the secret access key as AWS showed it when it was made.")
          .max(256, "Give the secret access key as AWS showed it when it was made.")
          .meta({ title: "Secret access key", writeOnly: true }),
        region,
      })
      .meta({ title: "Access key" }),
  ])
  .meta({ id: "AwsKeyConfig" });
export type AwsKeyConfig = z.infer<typeof AwsKeyConfig>;

/** What the server's AWS identity must be allowed: the screens print it as the smallest policy that works. */
export const awsActions = [
  "kms:CreateKey",
  "kms:TagResource",
  "kms:GetPublicKey",
  "kms:Sign",
  "kms:DescribeKey",
  "kms:ScheduleKeyDeletion",
  "kms:ListKeys",
  "kms:ListResourceTags",
] as const;

/** The development key store needs to be told nothing. */
export const JwkKeyConfig = z.strictObject({}).meta({ id: "JwkKeyConfig" });
export type JwkKeyConfig = z.infer<typeof JwkKeyConfig>;

/** A name of the caller's own for the key in AWS, after `alias/`. */
export const KeyAlias = z
  .string()
  .regex(/^(?!aws\/)[A-Za-z0-9/_-]{1,200}$/, "Give letters, digits, /, _ and - only, and not aws/ first.");

/** Marks that the backend keeps with the key, beside ours. */
export const KeyTags = z
  .record(z.string().min(1).max(128), z.string().max(256))
  .refine((tags) => Object.keys(tags).length <= 15, "Give at most 15 tags.");

const common = { name: z.string().trim().min(1).max(80).optional(), keyType: KeyType.default("P-256") };

export const OnboardSigningKey = z
  .discriminatedUnion("backend", [
    z.strictObject({
      ...common,
      backend: z.literal("aws"),
      config: AwsKeyConfig.default({ credentials: "default" }),
      alias: KeyAlias.optional(),
      tags: KeyTags.optional(),
    }),
    z.strictObject({ ...common, backend: z.literal("vault"), config: VaultKeyConfig }),
    z.strictObject({ ...common, backend: z.literal("azure"), config: AzureKeyConfig, tags: KeyTags.optional() }),
    z.strictObject({ ...common, backend: z.literal("jwk"), config: JwkKeyConfig.default({}) }),
  ])
  .meta({ id: "OnboardSigningKey" });
export type OnboardSigningKey = z.infer<typeof OnboardSigningKey>;

/** A key as screens and APIs see it: a reference, never a secret. */
export interface SigningKeyView {
  id: string;
  name: string;
  backend: Backend;
  keyType: KeyType;
  algorithm: Algorithm;
  /** The backend's own name for the key: an ARN or a URL; none for a development key. */
  reference: string | null;
  publicJwk: PublicJwk | null;
  /** What of the connection is no secret: region, access key id, role name. */
  settings: Record<string, string>;
  state: KeyState;
  /** When its backend destroys it; null while it is not to be destroyed, or the backend has not agreed yet. */
  deletionDate: string | null;
  /** RFC 3339, UTC. */
  createdAt: string;
}
