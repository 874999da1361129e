import { expect, test } from "vitest";
import {
  guessedDraft,
  mappingFault,
  rowProblems,
  sentCells,
  sentColumns,
  withCell,
} from "@/components/batch/batch-draft";
import { readCsv } from "@/components/batch/read-csv";
import { parts } from "@/components/batch/send-rows";
import type { IssuableContract } from "@/components/issuance/issue-draft";
import { badge } from "@/lib/testing/issuing";

const contract = { id: "c", ...badge("a") } as unknown as IssuableContract;

const fileOf = (text: string | Uint8Array) => {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return { name: "staff.csv", size: bytes.byteLength, arrayBuffer: async () => new Uint8Array(bytes).buffer };
};

const read = (text: string | Uint8Array) => readCsv(fileOf(text));

test.each([
  ["as spreadsheets write it", '\ufeffName;No.\r\n"Person; Sample";S-1\r\n\r\nOther;S-2\r\n'],
  ["as programs write it", 'Name,No.\n"Person; Sample",S-1\nOther,S-2'],
  ["with tabs and blanks", "Name\tNo.\n  Person; Sample \tS-1\nOther\tS-2\n \t \n"],
])("a file %s is read alike", async (_how, text) => {
  expect(await read(text)).toMatchObject({
    header: ["Name", "No."],
    rows: [
      ["Person; Sample", "S-1"],
      ["Other", "S-2"],
    ],
  });
});

test("quoted cells keep their lines and their quotation marks; cells that are missing are empty", async () => {
  const { header, rows } = await read('Name,,Team\n"Say ""hi""\nthere",x\nOther,y,Red,,\n');
  expect(header).toEqual(["Name", "Column 2", "Team"]);
  expect(rows).toEqual([
    ['Say "hi"\nthere', "x", ""],
    ["Other", "y", "Red"],
  ]);
});

test.each([
  ["nothing", "", "empty"],
  ["names only", "Name,No.\n", "no row"],
  ["an open quotation mark", 'Name,No.\n"Sample,S-1\n', "quotation mark"],
  ["another encoding", new Uint8Array([0x4e, 0x0a, 0xe4, 0x0a]), "UTF-8"],
  ["10 001 rows", `Name\n${"x\n".repeat(10_001)}`, "10,000"],
])("a file with %s is refused in words that help", async (_what, text, words) => {
  await expect(read(text)).rejects.toThrow(words);
});

test("columns are taken for the claims whose names they bear, and what is not used is not sent", async () => {
  const draft = guessedDraft(contract, await read("NUMBER,Shoe size,Full Name,Team\nS-1,43,Sample Person,Red\n"));
  expect(draft.columnOf).toEqual({ "$.name": 2, number: 0, team: 3 });
  expect(mappingFault(contract, draft)).toBeUndefined();
  const columns = sentColumns(draft);
  expect(columns.map(({ name }) => name)).toEqual(["NUMBER", "Full Name", "Team"]);
  expect(sentCells(columns, draft.file.rows[0] ?? [], 4)).toEqual(["S-1", "Sample Person", "Red"]);
});

test("a mapping that cannot be meant says what is missing", async () => {
  const draft = guessedDraft(contract, await read("number,x\nS-1,a\n"));
  expect(mappingFault(contract, draft)).toContain("Name");
  expect(mappingFault(contract, { ...draft, columnOf: { ...draft.columnOf, "$.name": 0 } })).toContain("twice");
  const claims = { ...draft.columnOf, "$.name": 1 };
  expect(mappingFault(contract, { ...draft, columnOf: claims, codes: "column-1" })).toContain("codes");
});

test("each row at fault is told by its place, until its cell is mended", async () => {
  const draft = guessedDraft(contract, await read("name,number\nSample,S-1\n,S-2\nSample,S-3,more\n"));
  const problems = (of: typeof draft) => rowProblems(contract, of, new WeakMap());
  expect([...problems(draft).keys()]).toEqual([1, 2]);
  expect(problems(draft).get(1)?.cells).toEqual({ 0: expect.stringContaining("requires") });
  const once = { ...draft, file: withCell(draft.file, 1, 0, "Other") };
  expect([...problems(once).keys()]).toEqual([2]);
  expect([...problems({ ...once, file: withCell(once.file, 2, 1, "S-33") }).keys()]).toEqual([]);
});

test("rows are sent so many at once that no request is too large, in their order and each once (L1)", () => {
  const rows = Array.from({ length: 450 }, (_, at) => ({ row: at + 1, cells: ["x".repeat(at === 7 ? 65_000 : 1000)] }));
  const sent = [...parts(rows)];
  expect(sent.flat()).toEqual(rows);
  for (const part of sent) {
    expect(part.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(part).length).toBeLessThan(130_000);
  }
});
