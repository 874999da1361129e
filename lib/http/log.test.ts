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
