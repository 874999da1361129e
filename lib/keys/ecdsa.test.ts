import { describe, expect, test } from "vitest";
import { isEcdsa, joseFromDer } from "@/lib/keys/ecdsa";
import { fc } from "@/lib/testing/chance";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const hex = (data: Uint8Array): string => Buffer.from(data).toString("hex");
const integer = (content: string): string => `02${(content.length / 2).toString(16).padStart(2, "0")}${content}`;

function der(r: string, s: string): Uint8Array {
  const body = integer(r) + integer(s);
  const length = body.length / 2;
  return bytes(`30${length > 127 ? "81" : ""}${length.toString(16).padStart(2, "0")}${body}`);
}

const full = "7f".repeat(32);
const high = "ff".repeat(32);

describe("DER signatures become JOSE signatures (P3)", () => {
  test("integers of full width are set side by side", () => {
    expect(hex(joseFromDer(der(full, full), "ES256"))).toBe(full + full);
  });

  test("the zero byte before a high bit is taken off", () => {
    expect(hex(joseFromDer(der(`00${high}`, `00${high}`), "ES256"))).toBe(high + high);
  });

  test("a short r and a short s are padded on the left", () => {
    expect(hex(joseFromDer(der("01", full), "ES256"))).toBe("01".padStart(64, "0") + full);
    expect(hex(joseFromDer(der(full, "00ff"), "ES256K"))).toBe(full + "ff".padStart(64, "0"));
  });

  test("P-384 and P-521 have their own widths; P-521 needs a long length", () => {
    expect(joseFromDer(der("01", "02"), "ES384")).toHaveLength(96);
    const r = `01${"ff".repeat(65)}`;
    expect(hex(joseFromDer(der(r, r), "ES512"))).toBe(r + r);
  });

  test.each([
    ["nothing", ""],
    ["another tag", "3106020101020101"],
    ["a sequence cut short", "3006020101"],
    ["bytes behind it", "300602010102010100"],
    ["bytes behind its integers", "30080201010201010500"],
    ["one integer only", "3003020101"],
    ["an empty integer", "30050200020101"],
    ["a negative integer", "3006020180020101"],
    ["an integer of zero", "3006020100020101"],
    ["a needless zero byte", "300702020001020101"],
    ["an integer too long for the curve", hex(der("01".repeat(33), "01"))],
    ["an indefinite length", "3080020101020101"],
    ["a length not in its shortest form", "308106020101020101"],
    ["a length of lengths too long", "30820006020101020101"],
  ])("malformed DER is refused: %s", (_what, text) => {
    expect(() => joseFromDer(bytes(text), "ES256")).toThrow("Malformed DER signature");
  });

  test("no bytes at all crash it or give a signature of another width", () => {
    const start = fc.constantFrom("", "30", "3006", "30060201", "3081");
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 80 }), (head, tail) => {
        try {
          expect(joseFromDer(new Uint8Array([...bytes(head), ...tail]), "ES256")).toHaveLength(64);
        } catch (error) {
          expect((error as Error).message).toContain("Malformed DER signature");
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("only ECDSA algorithms are converted", () => {
    expect(["ES256", "ES256K", "ES384", "ES512", "EdDSA", "RS256"].filter(isEcdsa)).toEqual([
      "ES256",
      "ES256K",
      "ES384",
      "ES512",
    ]);
  });
});
