import { expect, test } from "vitest";
import { domainCause } from "@/components/authority/domain-cause";

test("the administrator reads which file failed and why", () => {
  expect(domainCause("did-configuration.json: name_not_resolved")).toBe(
    "did-configuration.json: the domain's name is not known to DNS.",
  );
  expect(domainCause("did.json: status 404")).toBe(
    "did.json: the domain answered with status 404 instead of the file.",
  );
});

test("a cause we have no words for is shown as it is", () => {
  expect(domainCause("did.json: odd_fault")).toBe("did.json: odd_fault");
  expect(domainCause("The linkage has expired.")).toBe("The linkage has expired.");
});
