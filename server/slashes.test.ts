import { expect, test } from "vitest";
import { mendSlashes } from "@/server/slashes.mjs";

const mended = (url: string): string => {
  const request = { url };
  mendSlashes(request);
  return request.url;
};

test("a base address that ends with a slash works: the APIs' paths have one slash for several", () => {
  const path = "/v1.0/verifiableCredentials/authorities";
  expect(mended(`/${path}`)).toBe(path);
  expect(mended("/v1.0/verifiableCredentials//authorities")).toBe(path);
  expect(mended("//Beta///verifiableCredentials//authorities//")).toBe("/Beta/verifiableCredentials/authorities/");
});

test("what stands in the query, and every other address, is left as it is", () => {
  expect(mended("//v1.0/verifiableCredentials?filter=a//b?c//d")).toBe("/v1.0/verifiableCredentials?filter=a//b?c//d");
  for (const url of ["/", "//", "//example.org/v1.0/x", "/oid4vci//x", "/contracts?next=//v1.0/x"]) {
    expect(mended(url)).toBe(url);
  }
});

test("the short names of the Issuer API are paths of it, too", () => {
  expect(mended("//sign")).toBe("/sign");
  expect(mended("//issue?a=b")).toBe("/issue?a=b");
  expect(mended("//batchIssue")).toBe("/batchIssue");
  expect(mended("//batches")).toBe("//batches");
});
