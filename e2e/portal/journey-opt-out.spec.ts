import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { createAuthorityByDefaults, heading, owner, publishByDefaults, setUpOwner } from "@/e2e/support/first-run";
import { test } from "@/e2e/support/portal-test";
import { makeDataDir, removeDataDir, startServer } from "@/e2e/support/servers.mjs";

const NAME = "Fabrikam Works";

test("an owner names the organisation, takes a copy, opts out, and begins anew with nothing (I12, A6)", async ({
  page,
}) => {
  const dataDir = makeDataDir();
  const server = await startServer({ dataDir });
  try {
    await setUpOwner(page, server.setupUrl);
    await createAuthorityByDefaults(page);
    await publishByDefaults(page);

    await page.goto(`${server.url}/settings`);
    await page.getByLabel("Organisation name").fill(NAME);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();

    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export as JSON" }).click();
    const copy = JSON.parse(readFileSync(await (await download).path(), "utf8"));
    expect(copy.organisation.name).toBe(NAME);
    expect([copy.authorities, copy.contracts, copy.credentials].map(({ length }) => length)).toEqual([1, 1, 0]);

    await page.getByRole("button", { name: "Opt out…" }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toContainText("1 authority and 1 contract are deleted, and 0 credentials turn invalid");
    await dialog.getByLabel(`Type ${NAME} to confirm`).fill(NAME);
    await dialog.getByRole("button", { name: "Opt out for good" }).click();
    await expect(heading(page, "This organisation has opted out")).toBeVisible({ timeout: 30_000 });
    await page.goto(`${server.url}/contracts`);
    await expect(heading(page, "This organisation has opted out")).toBeVisible();

    // The owner is still who they were.
    await page.context().clearCookies();
    await page.goto(`${server.url}/signin`);
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: "Start again" }).click();
    await expect(heading(page, "Overview")).toBeVisible({ timeout: 30_000 });
    await page.goto(`${server.url}/authorities`);
    await expect(heading(page, "Authorities")).toBeVisible();
    await expect(page.getByRole("list", { name: "Authorities" })).toHaveCount(0);
  } finally {
    await server.stop();
    removeDataDir(dataDir);
  }
});
