import { readFileSync } from "node:fs";
import { colord, extend } from "colord";
import a11y from "colord/plugins/a11y";
import { expect, test } from "vitest";

extend([a11y]);

const css = readFileSync("app/globals.css", "utf8");

function tokensOf(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

const themes = [
  ["light", tokensOf(":root")],
  ["dark", tokensOf(".dark")],
] as const;

const grounds = ["background", "card", "popover", "muted"];
const textPairs = [
  ...grounds.flatMap((ground) => ["foreground", "muted-foreground"].map((text) => [text, ground] as const)),
  ...["background", "card", "popover"].flatMap((ground) =>
    ["primary", "danger", "warning", "success"].map((text) => [text, ground] as const),
  ),
  ...["primary", "danger"].flatMap((tone) => [
    [`${tone}-foreground`, tone] as const,
    [`${tone}-foreground`, `${tone}-hover`] as const,
  ]),
  ...["primary", "danger", "warning", "success"].map((tone) => [`${tone}-strong`, `${tone}-soft`] as const),
];

test.each(themes)("text can be read in the %s theme: 4.5:1 for every pair", (_, tokens) => {
  const ratio = (text: string, ground: string) => colord(tokens.get(text) ?? "").contrast(tokens.get(ground) ?? "");
  expect(tokens.size).toBeGreaterThan(20);
  expect(textPairs.filter(([text, ground]) => !(ratio(text, ground) >= 4.5))).toEqual([]);
});

test.each(themes)("controls and focus can be seen in the %s theme: 3:1 against what is around them", (_, tokens) => {
  const ratio = (line: string, ground: string) => colord(tokens.get(line) ?? "").contrast(tokens.get(ground) ?? "");
  const faint = ["input", "ring"].flatMap((line) => grounds.filter((ground) => !(ratio(line, ground) >= 3)));
  expect(faint).toEqual([]);
});
