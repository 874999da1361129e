import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { didKeyJcsOf, didKeyOf } from "@/lib/did/key";
import { didJwkOfKey, fragmentOf } from "@/lib/issuer/did-of-key";
import type { OwnKey } from "@/lib/issuer/find-key";
import { newDidWeb } from "@/lib/issuer/new-did-web";
import { parseAt } from "@/lib/issuer/parse-at";
import type { NewIssuer } from "@/lib/issuer/place-issuer";
import { keyIdOf } from "@/lib/issuer/present-key";
import { type CheqdNetwork, CheqdOptions, requireRegistrar } from "@/lib/issuer/register-did";
import type { OnboardIssuer } from "@/lib/issuer/schema";
import { invalidField } from "@/lib/kernel/errors";
import { withoutNulls } from "@/lib/kernel/optional";

type PlannedDid = Pick<NewIssuer, "didMethod" | "did" | "didPlace" | "fragment">;

/** A key whose DID is to be made. */
type PlannableKey = Pick<OwnKey, "backend" | "publicJwk"> & { readonly reference: string | null };

/** A DID that is not made here: a ledger has it, once the key that signs for it is there. */
export interface RegisteredDid {
  readonly network: CheqdNetwork;
}

/** Makes the DID of a key that is there by now. */
export type DidPlan = (key: PlannableKey) => PlannedDid;

const PLACE = ["did", "config"] as const;
const NoOptions = z.strictObject({});
const WebOptions = z.strictObject({ domain: z.string().max(300).optional(), path: z.string().max(1000).optional() });
const KeyOptions = z.strictObject({ useJwkJcsPub: z.boolean().default(false) });

/** Reads the `did` of an onboarding, before anything is made. */
export function planDid(ctx: Ctx, { method, config }: OnboardIssuer["did"]): DidPlan | RegisteredDid {
  const name = method.trim().toLowerCase();
  const options = withoutNulls(config ?? {});
  if (name === "") throw invalidField("did.method", "DID method in the request body cannot be empty");
  if (name === "jwk") {
    parseAt(NoOptions, options, PLACE);
    return (key) => inItself("jwk", didJwkOfKey(key));
  }
  if (name === "key") {
    const { useJwkJcsPub } = parseAt(KeyOptions, options, PLACE);
    return ({ publicJwk }) => inItself("key", useJwkJcsPub ? didKeyJcsOf(publicJwk) : didKeyOf(publicJwk));
  }
  if (name === "cheqd") {
    requireRegistrar(ctx);
    return parseAt(CheqdOptions, options, PLACE);
  }
  if (name === "web") return planDidWeb(ctx, options);
  const told = /^[a-z0-9]{1,40}$/.test(name) ? `: ${name}` : "";
  throw invalidField("did.method", `Unsupported DID method${told}`);
}

function planDidWeb(ctx: Ctx, options: unknown): DidPlan {
  const { did, didPlace } = newDidWeb(ctx, parseAt(WebOptions, options, PLACE));
  return (key) => ({ didMethod: "web", did, didPlace, fragment: keyIdOf(key) });
}

const inItself = (didMethod: "jwk" | "key", did: string): PlannedDid => ({
  didMethod,
  did,
  didPlace: "",
  fragment: fragmentOf(did, didMethod),
});
