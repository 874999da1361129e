import type { BrowserContext, Page } from "@playwright/test";

/** Runs in each page: marks it once React has taken over all that can be pressed or filled in. */
function markWhenAlive(): void {
  const isTaken = (element: Element) => Object.keys(element).some((name) => name.startsWith("__reactProps$"));
  const isAlive = () => {
    if (document.readyState === "loading") return false;
    if (!document.querySelector('script[src^="/_next/"]')) return true;
    return [...document.querySelectorAll("body, button, input:not([type=hidden]), select, textarea")].every(isTaken);
  };
  const look = () => {
    if (isAlive()) document.documentElement.dataset.alive = "";
    else setTimeout(look, 20);
  };
  look();
}

const waitUntilMarked = (page: Page): Promise<void> =>
  // Nothing to be done: what the test is about to do waits until the mark is there.
  page.addLocatorHandler(page.locator("html:not([data-alive])"), async () => {});

/**
 * From now on every action and expectation in pages of this context waits until they are alive: a press of a button that
 * React has not taken over yet is lost, and people see that moment, but a script on a busy machine does not.
 */
export async function actWhenAlive(context: BrowserContext): Promise<void> {
  context.on("page", waitUntilMarked);
  await context.addInitScript(markWhenAlive);
  await Promise.all(context.pages().map(waitUntilMarked));
}
