import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { utf8 } from "@/lib/kernel/bytes";
import { jwkProvider } from "@/lib/keys/jwk";
import { describeKeyProvider, newKeyHandle } from "@/lib/keys/provider.contract";
import { keyTypes } from "@/lib/signing-key/schema";

describe("the development key store", () => {
  const start = async () => ({ provider: jwkProvider(), config: {} });
  describeKeyProvider(keyTypes, start);

  test("the private key is handed over wrapped and shows in no text (S3)", async () => {
    const key = await newKeyHandle(await start());
    const { d } = JSON.parse(key.privateKey?.unwrap() ?? "{}");
    expect(d).toMatch(/^[\w-]{43}$/);
    for (const text of [JSON.stringify(key), inspect(key, { depth: 9 }), `${key.privateKey}`]) {
      expect(text).not.toContain(d);
    }
  });

  test("keys of two tenants with the same id never stand in for each other (S8)", async () => {
    const subject = await start();
    const first = await newKeyHandle(subject, "Ed25519", "tenant-1");
    const second = { ...(await newKeyHandle(subject, "Ed25519", "tenant-2")), id: first.id };
    const sign = async (key: typeof first) =>
      Buffer.from(await subject.provider.sign(key, utf8("sample"))).toString("hex");
    const once = await sign(first);
    expect(await sign(second)).not.toBe(once);
    expect(await sign(first)).toBe(once);
  });
});
