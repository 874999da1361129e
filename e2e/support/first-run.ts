import { expect, type Page } from "@playwright/test";

export const owner = { email: "owner@example.org", password: "a quiet river under stones" };

export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

/** Opens the link that the terminal printed, and types what nobody can know but the owner. */
export async function setUpOwner(page: Page, setupUrl: string | undefined): Promise<void> {
  if (!setupUrl) throw new Error("the server printed no setup link");
  await page.goto(setupUrl);
  await page.getByLabel("E-mail").pressSequentially(owner.email);
  await page.getByRole("textbox", { name: "Password" }).pressSequentially(owner.password);
  await page.getByRole("button", { name: "Create the owner and begin" }).click();
  await expect(heading(page, "Overview")).toBeVisible({ timeout: 30_000 });
}

/** The first authority, with a key made on the way; leads on to the designer. */
export async function createAuthorityByDefaults(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Create it with a new key" }).click();
  await page.getByRole("button", { name: "Create authority" }).click();
  await expect(heading(page, "New contract")).toBeVisible({ timeout: 30_000 });
}

/** The first contract, as the designer proposes it; leads on to the issue page. */
export async function publishByDefaults(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(heading(page, "Issue a credential")).toBeVisible({ timeout: 30_000 });
}

/** Makes an offer as the form stands. */
export async function makeOffer(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page.getByRole("img", { name: "QR code of the offer" })).toBeVisible({ timeout: 30_000 });
}

/** Opens the offer in the demo wallet, in a tab of its own. */
export async function openInDemoWallet(page: Page): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Open in demo wallet" }).click();
  const wallet = await opened;
  await expect(wallet.getByRole("button", { name: "Accept" })).toBeVisible({ timeout: 30_000 });
  return wallet;
}

/** Accepts what the demo wallet shows. */
export async function accept(wallet: Page): Promise<void> {
  await wallet.getByRole("button", { name: "Accept" }).click();
  await expect(wallet.getByText("Added to your wallet")).toBeVisible({ timeout: 30_000 });
}

/** The credential as the demo wallet got it. */
export async function rawToken(wallet: Page): Promise<string> {
  await wallet.getByText("Raw token").click();
  const token = await wallet.getByRole("figure").filter({ hasText: "Token" }).last().locator("code").textContent();
  return token ?? "";
}

/** Chooses in one of our select fields. */
export async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  const wanted = page.getByRole("option", { name: option });
  // A click on a box that React has not taken over yet is lost.
  await expect(async () => {
    if (!(await wanted.isVisible())) await page.getByRole("combobox", { name: field }).click();
    await expect(wanted).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 15_000 });
  await wanted.click();
}

/** Looks a credential up on its page: by its id, or by a value when the contract is named. */
export async function findCredential(page: Page, server: string, text: string, contract?: string) {
  await page.goto(`${server}/credentials`);
  if (contract) await choose(page, "Contract", contract);
  await page.getByRole("textbox", { name: /credential id/i }).fill(text);
  await page.getByRole("button", { name: "Find" }).click();
}

/** Opens the only credential that was found, and revokes it. */
export async function revokeFound(page: Page, reason: string): Promise<void> {
  await page
    .getByRole("table", { name: "Credentials found" })
    .getByRole("button", { name: /^Open / })
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Revoke" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByRole("button", { name: "Revoke 1 credential" })).toBeDisabled();
  await question.getByRole("textbox", { name: "Reason" }).fill(reason);
  await question.getByRole("button", { name: "Revoke 1 credential" }).click();
  await expect(sheet.getByText("Revoked for good")).toBeVisible({ timeout: 30_000 });
  await expect(sheet.getByText(reason)).toBeVisible();
}
