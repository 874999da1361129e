import { expect, type Page } from "@playwright/test";
import { violations } from "@/e2e/support/watch-page";

/** Waits until skeletons and fades are over. Endless movements, such as a spinner's, do not count. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((each) => each.effect?.getTiming().iterations === Number.POSITIVE_INFINITY),
  );
}

/** What the page shows now can be used by everybody: judged by axe as it stands and as wide as a phone. */
export async function expectUsable(page: Page): Promise<void> {
  const wide = page.viewportSize() ?? { width: 1280, height: 720 };
  await atRest(page);
  expect.soft(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await atRest(page);
  expect.soft(await violations(page), "on a phone").toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, "no page scrolls sideways on a phone").toBeLessThanOrEqual(0);
  await page.setViewportSize(wide);
}
