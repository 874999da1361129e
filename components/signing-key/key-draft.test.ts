import { expect, test } from "vitest";
import { type KeyDraft, keyDraftErrors, newKeyDraft, onboardInput } from "@/components/signing-key/key-draft";
import { OnboardSigningKey } from "@/lib/signing-key/schema";

const draft = (changes: Partial<KeyDraft>): KeyDraft => ({ ...newKeyDraft("jwk"), ...changes });

test("the server's default backend is chosen beforehand, and needs nothing typed", () => {
  expect(onboardInput(newKeyDraft("jwk"))).toEqual({ backend: "jwk", keyType: "P-256", config: {} });
  expect(onboardInput(newKeyDraft("aws"))).toEqual({
    backend: "aws",
    keyType: "P-256",
    config: { credentials: "default" },
  });
  expect(keyDraftErrors(newKeyDraft("aws"))).toEqual({});
});

test("a secret typed for another source is not sent (S2)", () => {
  const typed = { accessKeyId: "AKIAEXAMPLE000000000", secretAccessKey: "s".repeat(40), region: "eu-central-1" };
  for (const source of ["awsDefault", "awsRole", "development"] as const) {
    expect(JSON.stringify(onboardInput(draft({ ...typed, source, roleName: "portal" })))).not.toContain("ssss");
  }
  const sent = onboardInput(draft({ ...typed, source: "awsAccessKey" }));
  expect(OnboardSigningKey.parse(sent)).toMatchObject({ config: { secretAccessKey: typed.secretAccessKey } });
});

test("each missing field is named with what to do, and no message repeats the secret (S2)", () => {
  const errors = keyDraftErrors(draft({ source: "awsAccessKey", secretAccessKey: "too-short" }));
  expect(Object.keys(errors).sort()).toEqual(["config.accessKeyId", "config.region", "config.secretAccessKey"]);
  expect(errors["config.secretAccessKey"]).toContain("as AWS showed it");
  expect(JSON.stringify(errors)).not.toContain("too-short");
  expect(keyDraftErrors(draft({ source: "awsRole" }))).toMatchObject({
    "config.roleName": expect.stringContaining("role"),
  });
});

test("blanks around what was pasted do no harm", () => {
  const pasted = draft({
    source: "awsRole",
    roleName: " portal-signer ",
    region: " eu-central-1\n",
    name: "  Main key ",
  });
  expect(keyDraftErrors(pasted)).toEqual({});
  expect(onboardInput(pasted)).toMatchObject({
    name: "Main key",
    config: { roleName: "portal-signer", region: "eu-central-1" },
  });
});
