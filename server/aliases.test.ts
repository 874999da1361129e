import { expect, test } from "vitest";
import { leadToApi } from "./aliases.mjs";

const json = { "content-type": "application/json" };

function boundFor(method: string, url: string, headers: Record<string, string> = {}): string {
  const request = { method, url, headers };
  leadToApi(request);
  return request.url;
}

test("a program's POST to /issue is the Issuer API's, with its query and a slash at the end", () => {
  expect(boundFor("POST", "/issue", json)).toBe("/openid4vc/jwt/issue");
  expect(boundFor("POST", "/issue/?a=b", json)).toBe("/openid4vc/jwt/issue?a=b");
  expect(boundFor("POST", "/issue")).toBe("/openid4vc/jwt/issue");
});

test("the page at /issue, its actions and its forms stay with the page", () => {
  expect(boundFor("GET", "/issue?session=1")).toBe("/issue?session=1");
  expect(boundFor("HEAD", "/issue")).toBe("/issue");
  expect(boundFor("POST", "/issue", { "content-type": "text/plain;charset=UTF-8", "next-action": "0" })).toBe("/issue");
  expect(boundFor("POST", "/issue", { "content-type": "multipart/form-data; boundary=x" })).toBe("/issue");
  expect(boundFor("POST", "/issues", json)).toBe("/issues");
});

test("who reads a type of the Issuer API is led to its metadata; the endpoints beside it stay", () => {
  expect(boundFor("GET", "/draft13/OpenBadgeCredential")).toBe("/.well-known/vct/draft13/OpenBadgeCredential");
  expect(boundFor("HEAD", "/draft13/urn:eu.europa.ec.eudi:pid:1?a")).toBe(
    "/.well-known/vct/draft13/urn:eu.europa.ec.eudi:pid:1?a",
  );
  for (const path of [
    "jwks",
    "token",
    "credential",
    "authorize?a=b",
    "credentialOffer?id=1",
    "did.json",
    "a/b",
    ".well-known/x",
    "",
  ]) {
    expect(boundFor("GET", `/draft13/${path}`)).toBe(`/draft13/${path}`);
  }
  expect(boundFor("POST", "/draft13/token", json)).toBe("/draft13/token");
});
