import { expect, test } from "vitest";
import { refusal } from "@/lib/apis/admin/envelope";
import { Refusal } from "@/lib/apis/admin/shapes/refusal";
import { invalidField, Problem } from "@/lib/kernel/errors";

test("a key store's refusal is told as clients of the real service know it, below our own words (section 3.4)", async () => {
  const problem = new Problem("key_provider_refused", "AWS KMS refuses to sign.", { cause: "kms:Sign" });
  const answer = refusal(problem, crypto.randomUUID(), new Request("https://portal.example.org/"));
  expect(answer.status).toBe(503);
  const { error } = Refusal.parse(await answer.json());
  expect(error.innererror).toEqual({
    code: "transientError",
    message: "AWS KMS refuses to sign.",
    innererror: { code: "DependencyFailure", message: "Unable to access Key Vault resource with given credentials" },
  });
});

test.each([
  [invalidField("pin.value", "Give 4 to 16 digits."), "pin.value: Give 4 to 16 digits."],
  [invalidField("pin.value", "pin.value: Give 4 to 16 digits."), "pin.value: Give 4 to 16 digits."],
  [new Problem("invalid_request", "Send less."), "Send less."],
  [new Problem("not_found", "There is no such key.", { fields: { "key.id": "" } }), "There is no such key."],
])("the message of a bad request names the field at fault, once: %s", async (problem, message) => {
  const answer = refusal(problem, crypto.randomUUID(), new Request("https://portal.example.org/"));
  expect((await answer.json()).error.innererror.message).toBe(message);
});
