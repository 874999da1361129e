import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import papaparse from "papaparse";
import { fillPortal } from "@/e2e/support/filled-portal";
import { choose, heading } from "@/e2e/support/first-run";
import { ownPortal } from "@/e2e/support/own-portal";
import { expectUsable, expectUsableOnPhone } from "@/e2e/support/usable";
import { claim } from "@/e2e/support/wallet/wallet";

const ROWS = 300;

const portal = ownPortal();

/** As a spreadsheet writes it, with two people whose names are missing. */
function staffList(): Buffer {
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const name = at === 6 || at === 249 ? "" : `"Person, Sample ${at + 1}"`;
    return `${name},S-${at + 1},43,Red`;
  });
  return Buffer.from(`\ufeffFull name,Number,Shoe size,Team\r\n${lines.join("\r\n")}\r\n`);
}

test("a file becomes offers: a row is mended before, another after, and a wallet takes one up", async () => {
  test.setTimeout(120_000);
  const page = await portal.context.newPage();
  await fillPortal(portal.url, portal.dataDir);

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
  const text = readFileSync(await (await downloading).path(), "utf8").replace(/^\ufeff/, "");
  const rows = papaparse.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
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
