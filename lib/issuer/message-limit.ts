import { invalidField } from "@/lib/kernel/errors";
import type { JsonObject } from "@/lib/kernel/json";
import type { Signer } from "@/lib/keys/signer";

type Limited = Pick<Signer, "longestMessage">;

const tooLong = ({ longestMessage }: Limited) =>
  invalidField(
    "credentialData",
    `credentialData: this key signs at most ${longestMessage} bytes at once. Give less, or use a key of another type.`,
  );

/** Refuses what the key's backend would refuse to sign, while the caller can still give less. */
export function requireMessage(signer: Limited, message: Uint8Array): void {
  if (message.length > signer.longestMessage) throw tooLong(signer);
}

/** The same of an offer: its JWT holds at least these members, in base64url. */
export function requirePayload(signer: Limited, payload: JsonObject): void {
  if (signer.longestMessage === Number.POSITIVE_INFINITY) return;
  if ((Buffer.byteLength(JSON.stringify(payload)) * 4) / 3 > signer.longestMessage) throw tooLong(signer);
}
