import { hash, verify } from "@node-rs/argon2";
import type { Platform } from "@/lib/context";

/** Argon2id (the library's default kind) with 19 MiB, two passes, one lane, under the installation's pepper. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const settings = ({ masterKeys }: Platform) => ({ ...cost, secret: masterKeys.key("pepper") });

export const hashPassword = (platform: Platform, password: string): Promise<string> =>
  hash(password.normalize("NFC"), settings(platform));

const decoys = new WeakMap<object, Promise<string>>();

/** Compares with a hash of nobody's password, so that an unknown account takes as long as a known one. */
export async function verifyPassword(platform: Platform, stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await decoyHash(platform));
  const matches = await verify(against, password.normalize("NFC"), settings(platform));
  return matches && stored !== null;
}

function decoyHash(platform: Platform): Promise<string> {
  const known = decoys.get(platform.masterKeys);
  if (known) return known;
  const made = hashPassword(platform, Buffer.from(platform.random.bytes(32)).toString("hex"));
  decoys.set(platform.masterKeys, made);
  return made;
}
