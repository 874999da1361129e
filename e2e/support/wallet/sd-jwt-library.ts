import { createHash } from "node:crypto";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { compactVerify } from "jose";

/** An independent reader of SD-JWT VCs, which takes signatures by this key alone. */
export const sdJwtLibrary = (key: Parameters<typeof compactVerify>[1]): SDJwtVcInstance =>
  new SDJwtVcInstance({
    hasher: (data, hash) =>
      createHash(hash.replace("-", ""))
        .update(typeof data === "string" ? data : Buffer.from(data))
        .digest(),
    hashAlg: "sha-256",
    verifier: (data, signature) =>
      compactVerify(`${data}.${signature}`, key).then(
        () => true,
        () => false,
      ),
  });
