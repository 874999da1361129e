import { colord, extend } from "colord";
import a11y from "colord/plugins/a11y";
import lch from "colord/plugins/lch";

extend([a11y, lch]);

interface Contrast {
  /** WCAG 2 ratio from 1 to 21, cut to two decimals. */
  ratio: number;
  level: "error" | "warning" | "pass";
}

const PASSES = 4.5;
const LARGE_TEXT = 3;

/** Under 3 nobody should have to read it, under 4.5 small text is hard to read (WCAG 2.2, 1.4.3). */
export function contrastOf(ink: string, paper: string): Contrast {
  const ratio = colord(ink).contrast(paper);
  return { ratio, level: ratio < LARGE_TEXT ? "error" : ratio < PASSES ? "warning" : "pass" };
}

/** The colour nearest to `ink` that reads well on `paper`: only the lightness moves, so the hue stays the brand's. */
export function nearestPassing(ink: string, paper: string): string {
  if (contrastOf(ink, paper).level === "pass") return colord(ink).toHex().toUpperCase();
  const { l, c, h } = colord(ink).toLch();
  for (let step = 1; step <= 200; step++) {
    for (const lightness of [l + step / 2, l - step / 2]) {
      if (lightness < 0 || lightness > 100) continue;
      const moved = colord({ l: lightness, c, h, a: 1 }).toHex();
      if (contrastOf(moved, paper).level === "pass") return moved.toUpperCase();
    }
  }
  return blackOrWhite(paper);
}

export function blackOrWhite(paper: string): "#000000" | "#FFFFFF" {
  return colord("#FFFFFF").contrast(paper) >= colord("#000000").contrast(paper) ? "#FFFFFF" : "#000000";
}

/** A colour as most wallets read it: `#RGB`, `#RRGGBB` or, its alpha dropped, `#RRGGBBAA`; else nothing. */
export function hexColour(value: string | null): string | null {
  if (value === null || !/^#(?:[\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/i.test(value)) return null;
  const six = value.length === 4 ? `#${[...value.slice(1)].map((digit) => digit + digit).join("")}` : value.slice(0, 7);
  return six.toUpperCase();
}
