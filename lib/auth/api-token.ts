import { jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import type { Platform } from "@/lib/context";
import { randomToken } from "@/lib/kernel/ids";
import { roles } from "@/lib/kernel/policy";

/** `typ` and `aud` of the tokens we make for the REST APIs, so that no token made for another use passes for one. */
const TYPE = "at+jwt";
const AUDIENCE = "urn:verifiable-credentials-portal:api";

/** What our own tokens say. A client's token carries no permissions: they are read from its row at each use. */
export const ApiTokenClaims = z.object({
  sub: z.string().min(1),
  tid: z.uuid(),
  epoch: z.int(),
  exp: z.int(),
  role: z.enum(roles).optional(),
  permissions: z.array(z.string()).optional(),
  client_id: z.uuid().optional(),
});
export type ApiTokenClaims = z.infer<typeof ApiTokenClaims>;

/** A bearer token for the Admin and Issuer APIs: JWT, HS256 under a key derived from the operator's. */
export async function mintApiToken(
  platform: Platform,
  claims: Omit<ApiTokenClaims, "exp">,
  ttlSeconds: number,
): Promise<string> {
  const now = Math.floor(platform.now().getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: TYPE })
    .setIssuer(platform.publicUrl)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .setJti(randomToken(platform.random))
    .sign(platform.masterKeys.key("api-token"));
}

/**
 * The claims of a token of ours; throws when it is none or expired. The key alone proves the issuer: `iss` only tells
 * readers where a token is from, so that it outlives a change of the public URL.
 */
export async function verifyApiToken(platform: Platform, token: string): Promise<ApiTokenClaims> {
  const { payload } = await jwtVerify(token, platform.masterKeys.key("api-token"), {
    algorithms: ["HS256"],
    typ: TYPE,
    audience: AUDIENCE,
    requiredClaims: ["exp", "iat", "jti"],
    currentDate: platform.now(),
  });
  return ApiTokenClaims.parse(payload);
}
