import { expect, test } from "@playwright/test";
import { fillPortal } from "@/e2e/support/filled-portal";
import { ownPortal } from "@/e2e/support/own-portal";
import { expectUsable } from "@/e2e/support/usable";
import { claim } from "@/e2e/support/wallet/wallet";

const portal = ownPortal();

test("one credential is suspended and reinstated, and several are revoked at once while one watches", async () => {
  test.setTimeout(120_000);
  const page = await portal.context.newPage();
  const { api, issuing } = await fillPortal(portal.url, portal.dataDir);
  for (let issued = 0; issued < 4; issued++) await claim((await api.createIssuance(issuing)).url);

  await page.goto("/credentials");
  await page
    .getByRole("button", { name: /^Open Staff badge/ })
    .first()
    .click();
  const sheet = page.getByRole("dialog");
  for (const [verb, shown] of [
    ["Suspend", "Suspended"],
    ["Reinstate", "Valid"],
  ] as const) {
    await sheet.getByRole("button", { name: verb }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: `${verb} 1 credential` })
      .click();
    await expect(sheet.getByText(shown, { exact: true }).first()).toBeVisible();
  }
  await sheet.getByRole("button", { name: "Close" }).click();

  await page.getByLabel("Contract").click();
  await page.getByRole("option", { name: "Staff badge" }).click();
  const boxes = page.getByRole("row").getByRole("checkbox");
  for (const row of [1, 2]) await boxes.nth(row).click();
  await expectUsable(page);
  await page.getByRole("button", { name: "Revoke 2 credentials" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("textbox", { name: "Reason" }).fill("Printer fault");
  await question.getByRole("button", { name: "Revoke 2 credentials" }).click();
  await expect(page.getByText("2 credentials revoked")).toBeVisible();
  await expect(page.getByRole("cell", { name: "Revoked" })).toHaveCount(2);
  // What is revoked cannot be ticked again.
  await expect(boxes).toHaveCount(3);

  await page.getByRole("button", { name: "Revoke by day of issue" }).click();
  await question.getByLabel("First day").fill("2020-01-01");
  await expect(question.getByText("2 credentials will be revoked.")).toBeVisible();
  await question.getByRole("textbox", { name: "Reason" }).fill("End of the trial");
  await expectUsable(page);
  await question.getByRole("button", { name: "Revoke 2 credentials" }).click();
  await expect(page.getByRole("cell", { name: "Revoked" })).toHaveCount(4);
  expect(portal.faults).toEqual([]);
});
