import { expect, type Page } from "@playwright/test";
import { type Judged, violations } from "@/e2e/support/watch-page";

const settled = expect.configure({ soft: true });

/** Waits until skeletons and fades are over. Endless movements, such as a spinner's, do not count. */
export async function atRest(page: Page): Promise<void> {
  await expect(page.locator(".appear-late")).toHaveCount(0);
  // By the clock and not by frames: a page that is not in front may draw none for long.
  await page.waitForFunction(
    () =>
      document
        .getAnimations()
        .every(
          ({ playState, effect }) =>
            playState !== "running" || effect?.getTiming().iterations === Number.POSITIVE_INFINITY,
        ),
    undefined,
    { polling: 50 },
  );
}

/** What the page shows now can be used by everybody, as far as axe can judge. */
export async function expectUsable(page: Page, judged: Judged = "everything"): Promise<void> {
  await atRest(page);
  // A label finds its control when React has taken over the page, which on a busy machine is a moment after the paint.
  await settled.poll(() => violations(page, judged), { message: page.url(), timeout: 10_000 }).toEqual([]);
}

/** The same as wide as a phone. Colours were judged before: they do not change with the width. */
export async function expectUsableOnPhone(page: Page): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  await expectUsable(page, "all but colours");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, `${page.url()} does not scroll sideways on a phone`).toBeLessThanOrEqual(0);
  await page.setViewportSize(before);
}

/** The same in the dark: nothing but colours changes with the scheme. */
export async function expectUsableInDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html.dark")).toBeAttached();
  await expectUsable(page, "colours");
  await page.emulateMedia({ colorScheme: "light" });
}
