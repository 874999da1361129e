import { describe, expect, test } from "vitest";
import { utf8 } from "@/lib/kernel/bytes";
import { Secret } from "@/lib/kernel/secret";
import type { KeyHandle } from "@/lib/keys/provider";
import { newKeyHandle, type ProviderUnderTest } from "@/lib/keys/provider.contract";
import { signerOf } from "@/lib/keys/signer";
import { refusalOf } from "@/lib/testing/refusal";

/** A provider whose backend is a test server: what the server may do to whoever asks it. */
interface BackendUnderTest extends ProviderUnderTest {
  /** The same config, but for a secret that is not right. */
  readonly wrongConfig: unknown;
  /** Each question that it was asked, since its start. */
  asked(): number;
  /** Says so many times that too much was asked of it. */
  throttle(times: number): void;
  /** Says no to every signature, for want of permission. */
  deny(): void;
  /** Fails of its own fault, whatever it is asked. */
  fail(): void;
  /** Signs something else than what it is given. */
  signOtherBytes(): void;
  /** Takes questions, and answers none for longer than anybody waits. */
  silence(): void;
  /** All is well again. */
  recover(): void;
  disable(key: KeyHandle): Promise<void>;
  destroy(key: KeyHandle): Promise<void>;
}

/** What every provider must do when its backend does not. `start` gives a provider that has not asked anything yet. */
export function describeBackendFaults(start: () => BackendUnderTest): void {
  describe("as every key provider whose keys another server holds", () => {
    const sign = ({ provider }: BackendUnderTest, key: KeyHandle) =>
      signerOf(provider, key, "did:web:example.org#key").sign(utf8("sample"));
    const spent = async (subject: BackendUnderTest, act: () => Promise<unknown>) => {
      const before = subject.asked();
      await act();
      return subject.asked() - before;
    };
    /** A key that signed before, so that another signature is one question. */
    const usedKey = async (subject: BackendUnderTest, tenantId?: string) => {
      const key = await newKeyHandle(subject, "P-256", tenantId);
      await sign(subject, key);
      return key;
    };

    test("wrong credentials neither make a key nor sign by one, and show in no refusal (S1)", async () => {
      const subject = start();
      const { provider, config, wrongConfig } = subject;
      const key = await newKeyHandle(subject);
      const making = newKeyHandle({ provider, config: wrongConfig });
      const signing = sign(subject, { ...key, config: new Secret(wrongConfig) });
      const secrets = Object.values(wrongConfig as object).filter((value) => !isIn(value, config));
      expect(secrets).toHaveLength(1);
      for (const refusal of await Promise.all([making, signing].map(refusalOf))) {
        expect(refusal.code).toBe("key_provider_refused");
        expect(`${refusal} ${JSON.stringify(refusal)}`).not.toContain(String(secrets[0]));
      }
      expect(await sign(subject, key)).toHaveLength(64);
    });

    test("a refusal is not asked for twice, and the key signs again as soon as its backend lets it", async () => {
      const subject = start();
      const key = await usedKey(subject);
      subject.deny();
      for (let times = 0; times < 7; times++) {
        const asked = spent(subject, async () =>
          expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" }),
        );
        expect(await asked).toBe(1);
      }
      subject.recover();
      expect(await sign(subject, key)).toHaveLength(64);
    });

    test("throttled twice, it signs at the third try (E5)", async () => {
      const subject = start();
      const key = await usedKey(subject);
      subject.throttle(2);
      const signing = spent(subject, async () => expect(await sign(subject, key)).toHaveLength(64));
      expect(await signing).toBe(3);
    });

    test("throttled for good, it says after three tries when to come back, and then signs", async () => {
      const subject = start();
      const key = await usedKey(subject);
      subject.throttle(1000);
      const refusing = spent(subject, async () =>
        expect(await refusalOf(sign(subject, key))).toMatchObject({
          code: "key_provider_unavailable",
          details: { retryAfterSeconds: 5 },
        }),
      );
      expect(await refusing).toBe(3);
      subject.recover();
      expect(await sign(subject, key)).toHaveLength(64);
    }, 15_000);

    test("after five failures it is asked no more for a while, and no other tenant suffers for it (S8)", async () => {
      const subject = start();
      const key = await usedKey(subject);
      subject.fail();
      for (let times = 0; times < 5; times++)
        expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_unavailable" });
      const answering = spent(subject, async () =>
        expect(await refusalOf(sign(subject, key))).toMatchObject({ details: { retryAfterSeconds: 5 } }),
      );
      expect(await answering).toBe(0);
      subject.recover();
      await usedKey(subject, "tenant-2");
    }, 30_000);

    test("a signature over other bytes never leaves (P3)", async () => {
      const subject = start();
      for (const keyType of subject.provider.keyTypes) {
        const key = await newKeyHandle(subject, keyType);
        subject.signOtherBytes();
        expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" });
        subject.recover();
      }
    }, 60_000);

    test("silent for ten seconds, it is given up before, and then signs (E5)", async () => {
      const subject = start();
      const key = await newKeyHandle(subject);
      subject.silence();
      const started = performance.now();
      const refusal = await refusalOf(sign(subject, key));
      expect(performance.now() - started).toBeLessThan(9500);
      expect(refusal).toMatchObject({ code: "key_provider_unavailable", details: { retryAfterSeconds: 5 } });
      subject.recover();
      expect(await sign(subject, key)).toHaveLength(64);
    }, 20_000);

    test("a disabled key is seen, and signs nothing", async () => {
      const subject = start();
      const key = await newKeyHandle(subject);
      await subject.disable(key);
      expect(await subject.provider.condition(key)).toEqual({ state: "disabled", deletionDate: null });
      expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" });
    });

    test("a deleted key signs nothing, and deleting it again is fine (I14)", async () => {
      const subject = start();
      const key = await newKeyHandle(subject);
      await subject.provider.scheduleDeletion(key);
      expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" });
      await subject.destroy(key);
      expect(await refusalOf(sign(subject, key))).toMatchObject({ code: "key_provider_refused" });
      expect(await refusalOf(subject.provider.condition(key))).toMatchObject({ code: "key_provider_refused" });
      expect(await subject.provider.scheduleDeletion(key)).toBeNull();
    });
  });
}

const isIn = (value: unknown, config: unknown): boolean => Object.values(config as object).includes(value);
