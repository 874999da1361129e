import { expect, test } from "vitest";
import { removeLogo, setLogo } from "@/components/contract/design/logo-edits";
import { readLogoFile } from "@/components/contract/design/read-logo-file";
import { at, setAt } from "@/components/contract/draft/json-path";
import { starters } from "@/components/contract/starters/starters";
import { LogoUri } from "@/lib/contract/display-schema";

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]);

test("PNG and JPEG files become addresses that the contract takes", async () => {
  for (const [bytes, type] of [
    [png, "png"],
    [jpeg, "jpeg"],
  ] as const) {
    const read = await readLogoFile(new Blob([bytes], { type: "text/plain" }));
    expect(read).toMatchObject({ uri: expect.stringMatching(new RegExp(`^data:image/${type};base64,`)) });
    expect("uri" in read && LogoUri.safeParse(read.uri).success).toBe(true);
  }
});

test("an SVG with a PNG's name, an empty and a large file are refused with the reason", async () => {
  const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: "image/png" });
  expect(await readLogoFile(svg)).toEqual({ refusal: expect.stringContaining("SVG is not taken") });
  expect(await readLogoFile(new Blob([]))).toHaveProperty("refusal");
  expect(await readLogoFile(new Blob([png, new Uint8Array(47 * 1024)]))).toEqual({
    refusal: expect.stringContaining("47 KiB"),
  });
});

test("a logo changes in all languages and leaves each its own words for it", () => {
  const uri = "https://example.org/logo.png";
  const json = setLogo(starters[0]?.contract, 1, uri);
  const logos = (draft: unknown) => [0, 1].map((index) => at(draft, ["displays", index, "card", "logo"]));
  expect(logos(json)).toEqual([
    { uri, description: "Outline of a building" },
    { uri, description: "Umriss eines Gebäudes" },
  ]);
  expect(logos(removeLogo(json, 0))).toEqual([undefined, undefined]);
  const apart = setAt(json, ["displays", 1, "card", "logo", "uri"], "https://example.org/other.png");
  expect(logos(removeLogo(apart, 0))[1]).toBeDefined();
});
