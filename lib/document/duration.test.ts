import { expect, test } from "vitest";
import { parseDuration } from "@/lib/document/duration";

test.each([
  ["365d", 31_536_000_000],
  ["1h", 3_600_000],
  ["30m", 1_800_000],
  ["90s", 90_000],
  ["1d2h", 93_600_000],
  ["1.5h", 5_400_000],
  ["1h1.5m", 3_690_000],
  ["250ms", 250],
  ["1000us", 1],
  ["1000000ns", 1],
  ["-1h", -3_600_000],
  ["+1h", 3_600_000],
  ["P1D", 86_400_000],
  ["PT2H", 7_200_000],
  ["P1DT2H3M4.5S", 93_784_500],
])("the duration %s is understood as its authors' Kotlin does", (text, milliseconds) => {
  expect(parseDuration(text)).toBeCloseTo(milliseconds, 6);
});

test.each([
  "",
  "d",
  "1",
  "1y",
  "1M",
  "2h1d",
  "1h1h",
  "1.5h30m",
  "1 h",
  "P",
  "PT",
  "P1Y",
  "1h ",
  "h1",
  "--1h",
  "1e3s",
  "Infinity",
])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeNull();
});
