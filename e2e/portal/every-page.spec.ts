import { readdirSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { owner } from "@/e2e/support/first-run";
import { ownPortal } from "@/e2e/support/own-portal";
import { atRest, expectUsable, expectUsableInDark, expectUsableOnPhone } from "@/e2e/support/usable";
import { watchPage } from "@/e2e/support/watch-page";

/** Every page that needs nothing to exist first: those with a parameter are walked by their own journeys. */
const portalPages = readdirSync("app/(portal)", { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => (path === "page.tsx" || path.endsWith("/page.tsx")) && !path.includes("["))
  .map((path) => `/${path.replace(/\/?page\.tsx$/, "")}`);
const openPages = ["/signin", "/setup", "/no-such-page"];

const portal = ownPortal();

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await atRest(page);
}

/** Pixels by which the page is longer than the window and than what it shows. */
const spareHeight = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const end = (document.querySelector("main")?.getBoundingClientRect().bottom ?? 0) + window.scrollY;
    return Math.floor(document.documentElement.scrollHeight - Math.max(window.innerHeight, end));
  });

for (const path of [...portalPages, ...openPages]) {
  test(`${path} can be used by everybody, in light and dark and on a phone, and asks nobody else (L6)`, async ({
    browser,
  }) => {
    const visit = openPages.includes(path) && path !== "/no-such-page" ? await browser.newContext() : portal.context;
    const page = await visit.newPage();
    const faults = watchPage(page, portal.url);
    await settled(page, portal.url + path);
    expect.soft(await spareHeight(page), "the page ends where its content does").toBeLessThanOrEqual(0);
    await expectUsable(page);
    await expectUsableOnPhone(page);
    await expectUsableInDark(page);
    expect(faults).toEqual([]);
    await page.close();
    if (visit !== portal.context) await visit.close();
  });
}

test("the keyboard alone reaches the content, the theme and the way out", async () => {
  const page = await portal.context.newPage();
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
  const page = await portal.context.newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  await settled(page, "/");
  const opener = page.getByRole("button", { name: "Open navigation" });
  await opener.click();
  await expect(page.getByRole("link", { name: "Contracts" })).toBeVisible();
  await expectUsable(page);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.close();
});

test("whoever signs out is out everywhere, and after signing in again comes to where they wanted to go (A7)", async ({
  browser,
}) => {
  const own = await browser.newContext({ baseURL: portal.url, storageState: await portal.context.storageState() });
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
  const copy = await portal.context.newPage();
  await copy.goto("/");
  await expect(copy).toHaveURL(/\/signin/);

  await page.goto("/contracts?sort=name");
  await page.getByLabel(/e-mail/i).fill(owner.email);
  await page
    .getByLabel(/password/i)
    .first()
    .fill(owner.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${portal.url}/contracts?sort=name`, { timeout: 30_000 });
  await own.close();
});
