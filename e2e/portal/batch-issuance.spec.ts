import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import papaparse from "papaparse";
import { fillPortal } from "@/e2e/support/filled-portal";
import { choose, heading } from "@/e2e/support/first-run";
import {
  endLease,
  endStatement,
  expectEachOnce,
  heldStatement,
  holdRows,
  letGo,
  progressOf,
  untilGone,
} from "@/e2e/support/held-batch";
import { ownPortal } from "@/e2e/support/own-portal";
import { expectUsable, expectUsableOnPhone } from "@/e2e/support/usable";
import { claim } from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

const ROWS = 300;

const portal = ownPortal({ prepare: ({ url, dataDir }) => fillPortal(url, dataDir).then(() => undefined) });

/** As a spreadsheet writes it, with two people whose names are missing. */
function staffList(): Buffer {
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const name = at === 6 || at === 249 ? "" : `"Person, Sample ${at + 1}"`;
    return `${name},S-${at + 1},43,Red`;
  });
  return Buffer.from(`\ufeffFull name,Number,Shoe size,Team\r\n${lines.join("\r\n")}\r\n`);
}

const resultsOf = (text: string) =>
  papaparse.parse<Record<string, string>>(text.replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true }).data;

test("a file becomes offers: a row is mended before, another after, and a wallet takes one up", async () => {
  test.setTimeout(120_000);
  const page = await portal.context.newPage();
  await page.goto("/batches");
  await expect(page.getByText("No batch yet")).toBeVisible();
  await page.getByRole("link", { name: "Issue to many" }).first().click();
  await expect(heading(page, "Issue to many")).toBeVisible();
  const file = page.getByLabel("CSV file");
  await file.setInputFiles({ name: "broken.csv", mimeType: "text/csv", buffer: Buffer.from('a,b\n"x,y\n') });
  await expect(page.getByText("The file cannot be read")).toBeVisible();
  await file.setInputFiles({ name: "staff.csv", mimeType: "text/csv", buffer: staffList() });

  await expect(page.getByText("2 rows cannot be offered as they are.")).toBeVisible();
  await choose(page, "Transaction codes", /Made up/);
  await page.getByRole("textbox", { name: "Full name, row 7" }).fill("Mended Person");
  await expect(page.getByText("1 row cannot be offered as it is.")).toBeVisible();
  await expectUsable(page);
  await expectUsableOnPhone(page);
  await choose(page, "Rows to show", "All 300 rows");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("cell", { name: "Person, Sample 51" })).toBeVisible();

  await page.getByRole("button", { name: "Offer to 299 rows" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Make 299 offers" }).click();
  await expect(heading(page, "staff.csv")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("299 offers made, 1 row without one")).toBeVisible({ timeout: 30_000 });
  await choose(page, "Rows to show", "Without an offer");
  await expect(page.getByRole("cell", { name: /requires it/ })).toBeVisible();
  await expectUsable(page);
  await expectUsableOnPhone(page);
  await page.getByRole("button", { name: "Mend row 250" }).click();
  const mending = page.getByRole("dialog");
  await mending.getByRole("button", { name: "Save and try again" }).click();
  await expect(mending.getByText("Give a value: the contract requires it.")).toBeVisible();
  await mending.getByLabel("Full name").fill("Late Person");
  await mending.getByRole("button", { name: "Save and try again" }).click();
  await expect(page.getByText("All 300 offers are made")).toBeVisible({ timeout: 30_000 });

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Results as CSV" }).click();
  const text = readFileSync(await (await downloading).path(), "utf8");
  const rows = resultsOf(text);
  expect(rows).toHaveLength(ROWS);
  expect(new Set(rows.map(({ offer }) => offer)).size).toBe(ROWS);
  expect(rows[6]).toMatchObject({ "Full name": "Mended Person", Number: "S-7", state: "offered" });
  expect(rows[249]?.["Full name"]).toBe("Late Person");
  expect(text).not.toContain("Shoe size");
  const { offer = "", transaction_code: transactionCode = "" } = rows[249] ?? {};
  expect((await claim(offer, { transactionCode })).token.access_token).not.toBe("");
  await page.reload();
  await expect(page.getByText("Taken up").locator("xpath=following-sibling::dd")).toHaveText("1");

  await page.goto("/batches");
  await expect(page.getByRole("row", { name: /staff\.csv/ })).toContainText("300 of 300 rows");
  expect(portal.faults).toEqual([]);
  await page.close();
});

test("a server killed twice in the middle of a batch has offered each row once, and its results tell of each (I14)", async () => {
  test.setTimeout(120_000);
  const numbers = Array.from({ length: 2000 }, (_, at) => String(at + 1));
  const lines = numbers.map((number) => `Sample Person ${number},S-${number}`);
  const [answerLost, workLost] = [901, 1501];
  await withDatabase(async (database) => {
    await holdRows(database, [answerLost, workLost]);
    const page = await portal.context.newPage();
    await page.goto("/batches/new");
    const buffer = Buffer.from(`Full name,Number\r\n${lines.join("\r\n")}\r\n`);
    await page.getByLabel("CSV file").setInputFiles({ name: "many.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: /^Offer to 2.?000 rows$/ }).click();
    await expect(heading(page, "many.csv")).toBeVisible({ timeout: 30_000 });
    const id = page.url().split("/").at(-1) ?? "";
    await page.close();

    for (const row of [answerLost, workLost]) {
      const pid = await heldStatement(database);
      const { state, offered } = await progressOf(database, id);
      expect(state).toBe("running");
      expect(offered).toBeGreaterThan(0);
      expect(offered).toBeLessThan(row);
      await portal.server.kill();
      // What the server had asked for is done without it the first time; the second time it is lost with it.
      if (row === workLost) await endStatement(database, pid);
      await letGo(database, row);
      await untilGone(database, pid);
      expect((await progressOf(database, id)).offered >= row).toBe(row === answerLost);
      await portal.startAgain();
      await endLease(database, id);
    }

    await expect.poll(async () => (await progressOf(database, id)).state, { timeout: 30_000 }).toBe("done");
    await expectEachOnce(database, id, numbers.length);
    const results = await portal.context.request.get(`/api/portal/batches/${id}/results`);
    const rows = resultsOf(await results.text());
    expect(rows.map(({ row }) => row)).toEqual(numbers);
    expect(rows.map(({ Number: number }) => number)).toEqual(numbers.map((number) => `S-${number}`));
    for (const column of ["offer", "session_id"] as const) {
      expect(new Set(rows.map((row) => row[column])).size).toBe(numbers.length);
    }
    expect(rows.filter(({ state, offer }) => state !== "offered" || !offer)).toEqual([]);
    for (const row of [1, answerLost, workLost]) {
      expect((await claim(rows[row - 1]?.offer ?? "")).token.access_token).not.toBe("");
    }
  }, portal.dataDir);
});
