import { expect, test } from "vitest";
import { contrastOf, hexColour, nearestPassing } from "@/components/contract/preview/contrast";
import { fc } from "@/lib/testing/chance";

test.each([
  ["#FFFFFF", "#12107C", 15.09, "pass"],
  ["#FFFF00", "#FFA500", 1.83, "error"],
  ["#FFFFFF", "#FF5733", 3.15, "warning"],
  ["#000000", "#FF5733", 6.66, "pass"],
])("%s on %s reads with a ratio of %d: %s", (ink, paper, ratio, level) => {
  expect(contrastOf(ink, paper)).toEqual({ ratio, level });
});

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("the offered fix always passes, whatever the two colours", () => {
  fc.assert(
    fc.property(colour, colour, (ink, paper) => contrastOf(nearestPassing(ink, paper), paper).level === "pass"),
  );
});

test("the fix keeps a colour that already passes, and moves no further than it must", () => {
  expect(nearestPassing("#ffffff", "#12107C")).toBe("#FFFFFF");
  expect(contrastOf(nearestPassing("#FFB3A0", "#FF5733"), "#FF5733").ratio).toBeLessThan(5);
});

test("colours are read as wallets read them", () => {
  expect(hexColour("#abc")).toBe("#AABBCC");
  expect(hexColour("#12107C80")).toBe("#12107C");
  for (const bad of [null, "", "red", "#12", "rgb(0,0,0)", "#GG0000"]) expect(hexColour(bad)).toBeNull();
});
