import * as z from "zod";
import { publicDialect } from "@/lib/apis/wallet/dialect";
import { typeMetadata } from "@/lib/contract/type-metadata";
import { JsonAnswer } from "@/lib/http/json-answer";
import { operation } from "@/lib/http/operation";
import { routes } from "@/lib/http/route";
import { callbackJwks } from "@/lib/issuance/callback-keys";
import { credentialTypeUrl } from "@/lib/issuance/identifiers";
import { Problem } from "@/lib/kernel/errors";

/** Public documents that hang on no authority. */
export const documentOperations = {
  credentialType: operation({
    method: "GET",
    path: "/credential-types/{contractId}/{version}",
    security: [],
    summary: "SD-JWT VC type metadata",
    params: z.object({
      contractId: z.string(),
      version: z
        .string()
        .regex(/^[1-9]\d{0,8}$/)
        .transform(Number),
    }),
    response: z.looseObject({ vct: z.string() }).meta({ id: "TypeMetadata" }),
    status: 200,
  }),
  callbackKeys: operation({
    method: "GET",
    path: "/.well-known/callback-keys",
    security: [],
    summary: "Keys that callbacks are signed with",
    response: z.looseObject({ keys: z.array(z.looseObject({ kid: z.string() })) }).meta({ id: "CallbackKeys" }),
    status: 200,
  }),
};

const publicRoute = routes(publicDialect);

/** A version never changes once published, so caches may keep it for ever. */
export const getCredentialType = publicRoute(documentOperations.credentialType, async ({ ctx, params }) => {
  const vct = credentialTypeUrl(ctx, params.contractId, params.version);
  const metadata = await typeMetadata(ctx, params.contractId, params.version, vct);
  if (!metadata) throw new Problem("not_found", "There is no such credential type.");
  return new JsonAnswer(metadata, { headers: { "cache-control": "public, max-age=86400, immutable" } });
});

export const getCallbackKeys = publicRoute(
  documentOperations.callbackKeys,
  async ({ ctx }) => new JsonAnswer(callbackJwks(ctx), { headers: { "cache-control": "public, max-age=3600" } }),
);
