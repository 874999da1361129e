import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const FOLDER = "docs/issuer-api-conformance";

/**
 * The tables that say of each line of the Issuer API's reference which test proves it, or why it is not done. A proof is
 * `` `path of the test` › `its title` ``, the title as its source has it and a backtick in it as an apostrophe. Where a
 * title is that of many rows, `` with `text of the row` `` follows. Several stand on lines of their own (`<br>`).
 */
interface Row {
  readonly section: string;
  readonly line: string;
  readonly proof: string;
}

const rowsOf = (file: string): Row[] =>
  readFileSync(path.join(FOLDER, file), "utf8")
    .split("\n")
    .filter((line) => /^\| (?!§|---)/.test(line))
    .map((line) => {
      const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
      expect(cells, line).toHaveLength(5);
      const [, section = "", told = "", proof = ""] = cells;
      return { section, line: told, proof };
    });

const citations = (proof: string) =>
  [...proof.matchAll(/`([^`]+\.(?:test|spec|contract)\.tsx?)` › `([^`]+)`(?: with `([^`]+)`)?/g)].map(
    ([, file = "", title = "", row]) => ({ file, title, ...(row !== undefined && { row }) }),
  );

/** A test that runs, be it one of a table: its title as it is written, without what the quotes make necessary. */
const TITLE = /(?:\btest(?:\.(?:concurrent|each|for))?|\))\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1\s*,/gs;

const sources = new Map<string, { readonly text: string; readonly titles: ReadonlySet<string> }>();

function sourceOf(file: string) {
  const known = sources.get(file);
  if (known) return known;
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const titles = [...text.matchAll(TITLE)].map(([, , title = ""]) =>
    title.replaceAll(/\\(.)/gs, "$1").replaceAll("`", "'"),
  );
  const source = { text: text.replaceAll("`", "'"), titles: new Set(titles) };
  sources.set(file, source);
  return source;
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith(".md"));

describe.each(files)("the table in %s", (file) => {
  const rows = rowsOf(file);

  test("has a test or a reason beside each line of the reference", () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const { section, line, proof } of rows) {
      expect(section, line).toMatch(/^\d+(?:\.\d+)?$/);
      expect(line.length, `${section}: ${line}`).toBeGreaterThan(5);
      const reasoned = /^No: \S.{15,}/.test(proof);
      expect(reasoned || citations(proof).length > 0, `${section}: ${line}`).toBe(true);
    }
  });

  test("cites only tests that are there, by their titles", () => {
    const missing = rows
      .flatMap(({ proof }) => citations(proof))
      .filter(({ file: cited, title, row }) => {
        const { text, titles } = sourceOf(cited);
        return !titles.has(title) || (row !== undefined && !text.includes(row));
      });
    expect(missing).toEqual([]);
  });

  test("has no proof that is written so that nobody checks it", () => {
    for (const { proof } of rows) {
      const named = proof.match(/\.(?:test|spec|contract)\.tsx?/g) ?? [];
      expect(named.length, proof).toBe(citations(proof).length);
    }
  });
});

/** The parts of the reference, as it numbers them. */
const PARTS =
  "1 2 2.1 3 3.1 4 5 5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.8 6 7 7.1 7.2 7.3 7.4 8.1 8.2 8.3 8.4 9 9.1 9.2 9.3 9.4 10";
const LATER_PARTS = "11 12.1 12.2 12.3 13 14 15";

test("no part of the reference is left out, and none has two tables", () => {
  const sections = files.map((file) => [...new Set(rowsOf(file).map(({ section }) => section))]);
  expect(sections.flat().sort()).toEqual(`${PARTS} ${LATER_PARTS}`.split(" ").sort());
});
