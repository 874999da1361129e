import { expect, test } from "vitest";
import { detailLabel, targetWords } from "@/components/audit/target-words";

test("what something was done to is named in plain words and can be opened", () => {
  expect(targetWords("bulk_issuance", "a")).toEqual({ label: "Batch", href: "/batches/a" });
  expect(targetWords("credential", "urn:pic:1")).toEqual({
    label: "Credential",
    href: "/credentials?credential=urn%3Apic%3A1",
  });
  expect(targetWords("status_list", "a")).toEqual({ label: "Status list", href: null });
});

test.each([
  ["signingKeyId", "Signing key id"],
  ["keyType", "Key type"],
  ["did", "DID"],
  ["batch", "Batch"],
])("the detail %s is read as %s", (name, label) => expect(detailLabel(name)).toBe(label));
