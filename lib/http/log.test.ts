import { afterEach, expect, test, vi } from "vitest";
import { logFailure } from "@/lib/http/log";
import { Problem } from "@/lib/kernel/errors";

afterEach(() => vi.restoreAllMocks());

test("the log names what a key provider refused, without the provider's own message (S4)", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const cause = "kms:Sign AccessDeniedException 400 request-1: User: arn:aws:iam::111122223333:user/someone is denied";
  const problem = new Problem("key_provider_refused", "AWS KMS denied the request.", { cause });
  logFailure("request-2", "/oid4vci/{authorityId}/credential", problem, problem);
  const [line] = write.mock.calls[0] ?? [];
  expect(JSON.parse(String(line))).toMatchObject({
    requestId: "request-2",
    cause: "kms:Sign AccessDeniedException 400 request-1",
  });
});

test("a bug is told by where it happened, and never by what its message quotes (S4)", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const bug = new TypeError("cannot read secret-canary");
  logFailure("request-3", "/v1.0/verifiableCredentials/authorities", new Problem("internal", "Something failed."), bug);
  const text = String(write.mock.calls[0]?.[0]);
  expect(JSON.parse(text)).toMatchObject({ code: "internal", kind: "TypeError" });
  expect(JSON.parse(text).frames[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
  expect(text).not.toContain("canary");
});

test("a refusal that is the caller's to mend is not logged", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const problem = new Problem("invalid_request", "Name the authority.");
  logFailure("request-4", "/v1.0/verifiableCredentials/authorities", problem, problem);
  expect(write).not.toHaveBeenCalled();
});
