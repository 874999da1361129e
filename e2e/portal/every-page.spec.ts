import { readdirSync } from "node:fs";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { makeDataDir, type RunningServer, removeDataDir, startServer } from "@/e2e/support/servers.mjs";
import { atRest, expectUsable, expectUsableOnPhone } from "@/e2e/support/usable";
import { violations, watchPage } from "@/e2e/support/watch-page";

const account = { email: "owner@example.org", password: "a quiet river under stones" };

/** Every page that needs nothing to exist first: those with a parameter are walked by their own journeys. */
const portalPages = readdirSync("app/(portal)", { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => (path === "page.tsx" || path.endsWith("/page.tsx")) && !path.includes("["))
  .map((path) => `/${path.replace(/\/?page\.tsx$/, "")}`);
const openPages = ["/signin", "/setup", "/no-such-page"];

let dataDir: string;
let server: RunningServer;
let context: BrowserContext;

test.beforeAll(async ({ browser }) => {
  dataDir = makeDataDir();
  server = await startServer({ dataDir });
  context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto(server.setupUrl ?? "/setup");
  await page.getByLabel(/e-mail/i).fill(account.email);
  await page
    .getByLabel(/password/i)
    .first()
    .fill(account.password);
  await page.getByRole("button", { name: /create/i }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible({ timeout: 30_000 });
  await page.close();
});

test.afterAll(async () => {
  await context.close();
  await server.stop();
  removeDataDir(dataDir);
});

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await atRest(page);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const path of [...portalPages, ...openPages]) {
    test(`${path} can be used by everybody and asks nobody else, ${colorScheme} (L6)`, async ({ browser }) => {
      const visit = openPages.includes(path) && path !== "/no-such-page" ? await browser.newContext() : context;
      const page = await visit.newPage();
      await page.emulateMedia({ colorScheme });
      const faults = watchPage(page, new URL(server.url).origin);
      await settled(page, server.url + path);
      await expectUsable(page);
      if (colorScheme === "light") await expectUsableOnPhone(page);
      expect(faults).toEqual([]);
      await page.close();
      if (visit !== context) await visit.close();
    });
  }
}

test("the keyboard alone reaches the content, the theme and the way out", async () => {
  const page = await context.newPage();
  await settled(page, "/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();

  const before = await page.locator("html").getAttribute("class");
  await page.keyboard.press("t");
  await expect(page.locator("html")).not.toHaveAttribute("class", before ?? "");

  await page.getByRole("button", { name: /^Account of/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Account of/ })).toBeFocused();
  await page.close();
});

test("on a phone the drawer leads on, and gives the focus back when it is closed", async () => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  await settled(page, "/");
  const opener = page.getByRole("button", { name: "Open navigation" });
  await opener.click();
  await expect(page.getByRole("link", { name: "Contracts" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.close();
});

test("whoever signs out is out everywhere, and after signing in again comes to where they wanted to go (A7)", async ({
  browser,
}) => {
  const own = await browser.newContext({ baseURL: server.url, storageState: await context.storageState() });
  const page = await own.newPage();
  await settled(page, "/");
  const signOut = page.getByRole("menuitem", { name: "Sign out" });
  // A click that comes before the page is alive opens nothing.
  await expect(async () => {
    await page.getByRole("button", { name: /^Account of/ }).click();
    await expect(signOut).toBeVisible({ timeout: 2000 });
  }).toPass();
  await signOut.click();
  await expect(page).toHaveURL(/\/signin/);

  // A copy of the cookie is worth nothing any more: the session itself has ended.
  const copy = await context.newPage();
  await copy.goto("/");
  await expect(copy).toHaveURL(/\/signin/);

  await page.goto("/contracts?sort=name");
  await page.getByLabel(/e-mail/i).fill(account.email);
  await page
    .getByLabel(/password/i)
    .first()
    .fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${server.url}/contracts?sort=name`, { timeout: 30_000 });
  await own.close();
});
