import { encode, Tag } from "cbor2";
import { expect, test } from "vitest";
import { decodeCredential } from "@/components/wallet/protocol/decode";
import { toBase64url } from "@/components/wallet/protocol/encoding";
import { readCbor } from "@/components/wallet/protocol/read-cbor";
import { issuerSignedOf } from "@/components/wallet/testing/mdoc";

test("an mdoc shows the elements that its issuer signed, its validity and its place in the status list", async () => {
  const { credential } = await issuerSignedOf({ displayName: "Sample Person", portrait: new Uint8Array(300).fill(7) });
  expect(await decodeCredential("mso_mdoc", credential)).toMatchObject({
    claims: { displayName: "Sample Person", portrait: toBase64url(new Uint8Array(300).fill(7)) },
    type: "StaffBadge",
    validFrom: "2026-01-01T00:00:00.000Z",
    validUntil: "2027-01-01T00:00:00.000Z",
    status: { index: 412, uri: "https://portal.example.org/status-lists/7" },
  });
});

test("an element that the issuer did not sign adds no claim", async () => {
  const { credential } = await issuerSignedOf({ displayName: "Sample Person" }, { forged: { displayName: "Another" } });
  expect((await decodeCredential("mso_mdoc", credential)).claims).toEqual({});
});

test("CBOR is read as an independent library writes it", () => {
  const value = [
    0,
    23,
    24,
    65_535,
    2 ** 40,
    -1,
    -500,
    1.5,
    -0.1,
    2 ** -24,
    true,
    null,
    "Zoë",
    [[]],
    new Map([["a", 1]]),
  ];
  expect(readCbor(encode(value))).toEqual(value);
  expect(readCbor(encode(new Tag(1004, "2030-01-31")))).toMatchObject({ tag: 1004, value: "2030-01-31" });
  expect(readCbor(encode(new Uint8Array(70_000)))).toEqual(new Uint8Array(70_000));
});

test.each([
  ["nothing", []],
  ["a text that ends early", [0x65, 0x61]],
  ["a list that claims four thousand million entries", [0x9a, 0xff, 0xff, 0xff, 0xff]],
  ["two values", [0x01, 0x02]],
  ["an endless list", [0x9f, 0x01, 0xff]],
  ["lists in lists without end", Array.from({ length: 100 }, () => 0x81)],
])("%s is refused", (_name, bytes) => {
  expect(() => readCbor(Uint8Array.from(bytes))).toThrow("not CBOR");
});
