import { expect, test } from "vitest";
import * as z from "zod";
import {
  type KeyDraft,
  keyDraftErrors,
  newKeyDraft,
  onboardInput,
  variantOf,
} from "@/components/signing-key/key-draft";
import { configFields, type KeySource } from "@/components/signing-key/key-sources";
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
  const secret = "s".repeat(40);
  const fields = {
    roleName: "portal",
    accessKeyId: "AKIAEXAMPLE000000000",
    secretAccessKey: secret,
    region: "eu-central-1",
  };
  for (const source of ["awsDefault", "awsRole", "vault", "azure", "development"] as const) {
    expect(JSON.stringify(onboardInput(draft({ fields, source })))).not.toContain("ssss");
  }
  const sent = onboardInput(draft({ fields, source: "awsAccessKey" }));
  expect(OnboardSigningKey.parse(sent)).toMatchObject({ config: { secretAccessKey: secret } });
});

test("each missing field is named with what to do, and no message repeats the secret (S2)", () => {
  const errors = keyDraftErrors(
    draft({ source: "awsAccessKey", fields: { secretAccessKey: "not-one-at-all ".repeat(20) } }),
  );
  expect(Object.keys(errors).sort()).toEqual(["config.accessKeyId", "config.region", "config.secretAccessKey"]);
  expect(errors["config.secretAccessKey"]).toContain("as AWS showed it");
  expect(JSON.stringify(errors)).not.toContain("not-one-at-all");
  expect(keyDraftErrors(draft({ source: "awsRole" }))).toMatchObject({
    "config.roleName": expect.stringContaining("role"),
  });
});

test("blanks around what was pasted do no harm", () => {
  const pasted = draft({
    source: "awsRole",
    fields: { roleName: " portal-signer ", region: " eu-central-1\n" },
    name: "  Main key ",
  });
  expect(keyDraftErrors(pasted)).toEqual({});
  expect(onboardInput(pasted)).toMatchObject({
    name: "Main key",
    config: { roleName: "portal-signer", region: "eu-central-1" },
  });
});

test("each way to sign in to Vault or Azure asks for what its config needs, and no more", () => {
  const asked = (source: KeySource, credentials: string) =>
    configFields(variantOf({ source, credentials }) ?? z.strictObject({})).map(
      ({ label, required, secret }) => `${label}${required ? " *" : ""}${secret ? " (secret)" : ""}`,
    );
  const place = ["Address of Vault *", "Mount path", "Namespace"];
  expect(asked("vault", "")).toEqual([...place, "Token * (secret)"]);
  expect(asked("vault", "appRole")).toEqual([...place, "Role id *", "Secret id * (secret)", "Path of AppRole"]);
  expect(asked("vault", "userpass")).toEqual([...place, "User name *", "Password * (secret)", "Path of userpass"]);
  expect(asked("azure", "")).toEqual([
    "Address of the vault *",
    "Directory (tenant) id *",
    "Application (client) id *",
    "Client secret * (secret)",
  ]);
  expect(asked("azure", "default")).toEqual(["Address of the vault *"]);
  const fields = { server: "https://vault.example.org/", token: "hvs.sample" };
  expect(OnboardSigningKey.parse(onboardInput(draft({ source: "vault", fields }))).config).toEqual({
    credentials: "token",
    server: "https://vault.example.org",
    mount: "transit",
    token: "hvs.sample",
  });
});
