import * as z from "zod";
import { olderOperations } from "@/lib/apis/wallet/older-operations";
import { authorizeOperation, walletOperations } from "@/lib/apis/wallet/operations";
import { type Method, operation } from "@/lib/http/operation";

/**
 * The addresses of walt.id's issuer without an authority in them. They are the operations of the older versions under
 * other names, for clients that were written by hand: the API's document tells of the addresses in the metadata.
 */
const open = (method: Method, path: string) => operation({ method, path, summary: "", security: [], status: 200 });

const { params: _, ...credential } = olderOperations.olderCredential;
const { params: __, ...batch } = olderOperations.batchCredential;
const { params: ___, ...deferred } = olderOperations.olderDeferredCredential;

export const rootOperations = {
  document: open("GET", "/{version}/.well-known/{document}"),
  keys: open("GET", "/{version}/jwks"),
  type: operation({
    ...open("GET", "/.well-known/vct/{version}/{type}"),
    params: z.object({ version: z.string(), type: z.string().max(200) }),
  }),
  offer: open("GET", "/{version}/credentialOffer"),
  authorize: open("GET", authorizeOperation.path),
  push: open("POST", walletOperations.push.path),
  token: open("POST", walletOperations.token.path),
  credential: operation({ ...credential, path: "/{version}/credential" }),
  batch: operation({ ...batch, path: "/{version}/batch_credential" }),
  deferred: operation({ ...deferred, path: "/{version}/credential_deferred" }),
};
