import * as z from "zod";
import { type PlaceOf, parseAt, parseConfig } from "@/lib/issuer/parse-at";
import { invalidField } from "@/lib/kernel/errors";
import { AwsKeyConfig, KeyAlias, KeyTags } from "@/lib/signing-key/schema";

const text = z.string().max(512);

/** Where the credentials may stand: in `auth`, or beside it as in the oldest form. */
const auth = { accessKeyId: text, secretAccessKey: text, roleName: text, region: text };
const Auth = z.strictObject(auth).partial();

/** All that the five historical forms may hold (section 5.6). */
export const AwsObjectConfig = z
  .strictObject({
    ...Auth.shape,
    auth: Auth.optional(),
    keyName: KeyAlias.optional(),
    tags: KeyTags.optional(),
    multiRegion: z.boolean().optional(),
    replicaRegions: z.array(text).max(20).optional(),
    enableFailover: z.boolean().optional(),
    failoverOrder: z.array(text).max(20).optional(),
  })
  .meta({ id: "AwsObjectConfig" });
export type AwsObjectConfig = z.infer<typeof AwsObjectConfig>;

interface AwsObject {
  /** How to sign in; null when the secret is left out, as in our answers. */
  readonly config: AwsKeyConfig | null;
  /** What there must be besides, where that is null. */
  readonly needs: string;
  readonly placeOf: PlaceOf;
  /** The alias that a new key shall have. */
  readonly alias: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The config again, without its secrets: for answers. */
  readonly shown: Record<string, unknown>;
}

/** Which form it is, its credentials say and not its name: an access key, a role, or neither: the default chain. */
export function readAwsConfig(value: unknown, place: readonly PropertyKey[]): AwsObject {
  const given = parseAt(AwsObjectConfig, value, place);
  refuseReplication(given, place);
  const { accessKeyId, secretAccessKey, region, roleName } = { ...given, ...given.auth };
  const at = given.auth === undefined ? place : [...place, "auth"];
  const placeOf: PlaceOf = (member) => [...at, member];
  return {
    config: parseConfig(AwsKeyConfig.nullable(), configOf(), placeOf),
    needs: accessKeyId === undefined ? "accessKeyId" : "secretAccessKey",
    placeOf,
    alias: given.keyName,
    tags: given.tags ?? {},
    shown: withoutSecrets(given),
  };

  function configOf(): unknown {
    if (accessKeyId !== undefined || secretAccessKey !== undefined) {
      // Half of an access key is none: the server's own credentials never stand in for it.
      if (accessKeyId === undefined || secretAccessKey === undefined) return null;
      return { credentials: "accessKey", accessKeyId, secretAccessKey, region };
    }
    if (roleName !== undefined) return { credentials: "instanceRole", roleName, region };
    return { credentials: "default", ...(region !== undefined && { region }) };
  }
}

function refuseReplication(
  { multiRegion, replicaRegions, enableFailover }: AwsObjectConfig,
  place: readonly PropertyKey[],
) {
  const asked = [
    multiRegion && "multiRegion",
    replicaRegions?.length && "replicaRegions",
    enableFailover && "enableFailover",
  ];
  const first = asked.find((name) => typeof name === "string");
  if (first) throw invalidField([...place, first].join("."), "Keys are made in one region only: leave this out.");
}

function withoutSecrets({ secretAccessKey: _, tags: _tags, auth: inner, ...shown }: AwsObjectConfig) {
  if (!inner) return shown;
  const { secretAccessKey: _secret, ...rest } = inner;
  return { auth: rest, ...shown };
}
