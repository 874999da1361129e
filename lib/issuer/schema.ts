import * as z from "zod";
import { optional } from "@/lib/kernel/optional";

const config = optional(z.record(z.string().max(100), z.unknown()));

/** A key to be made, in the words of this API. */
export const WantedKey = z.strictObject({
  backend: z.string().max(100).default("jwk").describe("jwk, tse, aws, aws-rest-api, azure or azure-rest-api."),
  keyType: z
    .string()
    .max(100)
    .default("Ed25519")
    .describe("Ed25519, secp256r1, secp256k1, secp384r1, secp521r1, RSA, RSA3072 or RSA4096."),
  name: optional(z.string().trim().min(1).max(80)).describe("What the portal calls the key and its issuer."),
  config: config.describe("Where the backend is and how to sign in to it."),
});
export type WantedKey = z.infer<typeof WantedKey>;

/** What `POST /onboard/issuer` takes (section 3): everything may be left out. */
export const OnboardIssuer = z
  .strictObject({
    key: WantedKey.prefault({}),
    did: z
      .strictObject({
        method: z.string().max(100).default("jwk").describe("jwk, key, web or cheqd."),
        config: config.describe("useJwkJcsPub for key; domain and path for web; network for cheqd."),
      })
      .prefault({}),
  })
  .prefault({})
  .meta({ id: "OnboardingRequest" });
export type OnboardIssuer = z.infer<typeof OnboardIssuer>;

/** A key with its DID, as the Issuer API hands them out. */
export const OnboardedIssuer = z
  .object({
    issuerKey: z
      .record(z.string(), z.unknown())
      .describe("The key object, without its secrets: to be sent back as it is wherever issuerKey goes."),
    issuerDid: z.string(),
  })
  .meta({ id: "OnboardedIssuer" });
