import { expect, type Page } from "@playwright/test";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { fillPortal } from "@/e2e/support/filled-portal";
import { heading } from "@/e2e/support/first-run";
import { tokenOf } from "@/e2e/support/portal-api";
import { test } from "@/e2e/support/portal-test";

const { url, dataDir, identityProvider } = defaultServer;

/** Through the identity provider's own pages: its sign-in, then its question whether the portal may know. */
async function signInAs(page: Page, person: string): Promise<void> {
  await page.goto("/signin");
  await page.getByRole("button", { name: "Single sign-on" }).click();
  await page.waitForURL(`${identityProvider}/**`);
  await page.getByPlaceholder("Enter any login").fill(person);
  await page.getByPlaceholder("and password").fill("any password");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a reader who signs in at the identity provider sees all, and is told who may do more (I10)", async ({ page }) => {
  const { issuing } = await fillPortal(url, dataDir);
  await signInAs(page, "rita");
  await expect(heading(page, "Overview")).toBeVisible({ timeout: 30_000 });

  const places = {
    "/signing-keys": /Onboard/,
    "/authorities": /Create an authority|New authority/,
    "/contracts": /Design a contract|New contract/,
    [`/issue?contract=${issuing.contract.id}`]: "Issue",
  };
  for (const [place, name] of Object.entries(places)) {
    await test.step(place, async () => {
      await page.goto(place);
      const button = page.getByRole("main").getByRole("button", { name, exact: true }).first();
      await expect(button).toHaveAccessibleDescription(/Your role, reader, does not include this\. Ask an/);
      await button.focus();
      await expect(button, "it explains itself to the keyboard too").toBeFocused();
    });
  }
  await page.goto(`/contracts/${issuing.contract.id}`);
  await expect(page.getByText("You can look around, but not publish")).toBeVisible();
});

test("the server refuses a reader, whatever the page shows (A2)", async ({ request }) => {
  const token = await tokenOf({ DATA_DIR: dataDir, PUBLIC_URL: url }, "--role", "reader");
  const authorities = `${url}/v1.0/verifiableCredentials/authorities`;
  const headers = { authorization: `Bearer ${token}` };
  expect((await request.get(authorities, { headers })).status()).toBe(200);
  const data = { name: "Of a reader", linkedDomainUrl: `${url}/`, didMethod: "web" };
  expect((await request.post(authorities, { headers, data })).status()).toBe(403);
});

test("somebody without a role does not come in, and learns why", async ({ page }) => {
  await signInAs(page, "nina");
  await page.waitForURL(`${url}/signin**`, { timeout: 30_000 });
  await expect(page.getByRole("alert").filter({ hasText: /role/ })).toBeVisible();
});
