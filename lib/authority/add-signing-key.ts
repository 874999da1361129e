import { addNextKey } from "@/lib/authority/add-next-key";
import { none } from "@/lib/authority/key-room";
import { AddSigningKey } from "@/lib/authority/schema";
import type { SigningKeyView } from "@/lib/signing-key/schema";
import { fetchSigningKey } from "@/lib/signing-key/store";
import { defineUseCase } from "@/lib/use-case";

/** A new key on another curve: the way from secp256k1 to P-256. Otherwise as a rotation (section 13). */
export const addSigningKey = defineUseCase(
  { name: "addSigningKey", input: AddSigningKey },
  async (ctx, { authorityId, signingKeyCurve }): Promise<SigningKeyView> =>
    fetchSigningKey(ctx, await addNextKey(ctx, authorityId, { curve: signingKeyCurve, spare: none })),
);
