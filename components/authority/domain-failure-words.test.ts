import { expect, test } from "vitest";
import { domainFailureWords } from "@/components/authority/domain-failure-words";
import { domainFailureKinds } from "@/lib/authority/schema";

test.each(domainFailureKinds)("a check that fails by %s names the file, the fault and a remedy of its own", (kind) => {
  const { fault, remedy } = domainFailureWords({ kind, file: "did.json", detail: null });
  expect(fault).toMatch(/^did\.json: .+\.$/);
  expect(remedy).toMatch(/^[A-Z].+\.$/);
});

test("what was found instead is shown", () => {
  const { fault } = domainFailureWords({ kind: "status", file: "did-configuration.json", detail: "404" });
  expect(fault).toBe("did-configuration.json: The domain did not answer with the file. Found: 404.");
});
