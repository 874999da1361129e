import * as z from "zod";

export const ManifestParams = z.object({ tenantId: z.string(), contractId: z.string() });

export const ManifestHeaders = z.object({
  "x-ms-sign-contract": z
    .enum(["true", "false"])
    .optional()
    .describe("With true the manifest comes as a JWS under the authority's current key."),
});

const Asked = z.looseObject({
  encrypted: z.literal(false),
  claims: z.array(z.object({ claim: z.string(), required: z.boolean(), indexed: z.boolean() })),
  required: z.boolean(),
});
const SignIn = Asked.extend({ configuration: z.string(), client_id: z.string(), redirect_uri: z.string() });

/** The contract manifest of section 15; or, when the wallet asks so, a JWS that holds it. */
const Manifest = z
  .object({
    id: z.string(),
    display: z.looseObject({ locale: z.string(), contract: z.url(), claims: z.record(z.string(), z.object({})) }),
    input: z.looseObject({
      credentialIssuer: z.url(),
      issuer: z.string(),
      attestations: z.looseObject({ idTokens: z.array(SignIn).optional() }),
    }),
    iss: z.string(),
    iat: z.int(),
  })
  .meta({ id: "Manifest" });

export const ManifestAnswer = z.union([Manifest, z.object({ token: z.string() }).meta({ id: "SignedManifest" })]);
