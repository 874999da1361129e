import type { Algorithm } from "@/lib/signing-key/schema";

/** The hash of each JOSE algorithm, as node names it; EdDSA hashes for itself. */
export const hashOf: Readonly<Record<Exclude<Algorithm, "EdDSA">, "sha256" | "sha384" | "sha512">> = {
  ES256: "sha256",
  ES256K: "sha256",
  ES384: "sha384",
  ES512: "sha512",
  RS256: "sha256",
  RS384: "sha384",
  RS512: "sha512",
};
