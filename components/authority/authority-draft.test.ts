import { expect, test } from "vitest";
import {
  type AuthorityDraft,
  authorityDraftErrors,
  authorityInput,
  domainOutlook,
  keyErrors,
} from "@/components/authority/authority-draft";
import { newKeyDraft } from "@/components/signing-key/key-draft";
import { CreateAuthority } from "@/lib/authority/schema";

const draft = (changes: Partial<AuthorityDraft> = {}): AuthorityDraft => ({
  name: "Example Ltd",
  linkedDomainUrl: "http://localhost:3000/",
  signingKeyId: null,
  key: newKeyDraft("jwk"),
  ...changes,
});

test("what is filled in beforehand can be sent as it is", () => {
  expect(authorityDraftErrors(draft())).toEqual({});
  expect(CreateAuthority.parse(authorityInput(draft()))).toMatchObject({
    didMethod: "web",
    key: { backend: "jwk", keyType: "P-256" },
  });
});

test("with an existing key nothing of a new one is sent or judged", () => {
  const id = "0b0a7c62-6a0f-4a53-8f1c-0e9d5f5a7f11";
  const chosen = draft({ signingKeyId: id, key: { ...newKeyDraft("aws"), source: "awsRole" } });
  expect(authorityInput(chosen).key).toEqual({ id });
  expect(authorityDraftErrors(chosen)).toEqual({});
});

test("each fault stands at its own field, those of the key at the key's", () => {
  const errors = authorityDraftErrors(
    draft({ name: " ", linkedDomainUrl: "http://example.org", key: { ...newKeyDraft("aws"), source: "awsRole" } }),
  );
  expect(Object.keys(errors).sort()).toEqual(["key.config.region", "key.config.roleName", "linkedDomainUrl", "name"]);
  expect(errors.linkedDomainUrl).toContain("https");
  expect(Object.keys(keyErrors(errors)).sort()).toEqual(["config.region", "config.roleName"]);
});

test("the DID is told before anything is made, a port written as the method wants it", () => {
  expect(domainOutlook("http://localhost:3000", "http://localhost:3000")).toEqual({
    did: "did:web:localhost%3A3000",
    hostedHere: true,
  });
  expect(domainOutlook("https://id.example.org/", "http://localhost:3000")).toEqual({
    did: "did:web:id.example.org",
    hostedHere: false,
  });
  expect(domainOutlook("https://", "http://localhost:3000")).toBeNull();
});
