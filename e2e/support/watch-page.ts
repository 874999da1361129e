import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";

/** Notes what no page may do: ask another origin, break its own policy, throw. */
export function watchPage(page: Page, origin: string, faults: string[] = []): string[] {
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) faults.push(`asked ${url.origin}`);
  });
  page.on("pageerror", (error) => faults.push(`threw ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|hydrat/i.test(message.text())) faults.push(message.text());
  });
  return faults;
}

/** The same for every page of the context, those that open later too. */
export function watchContext(context: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  for (const page of context.pages()) watchPage(page, origin, faults);
  context.on("page", (page) => watchPage(page, origin, faults));
  return faults;
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const COLOURS = "color-contrast";

export type Judged = "everything" | "colours" | "all but colours";

/** What axe finds on the page as it stands, in a form that a failing test can print. */
export async function violations(page: Page, judged: Judged = "everything"): Promise<string[]> {
  // Without this mode each look opens a page of its own. It reads no frames of other origins, of which we have none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const look =
    judged === "colours"
      ? axe.withRules([COLOURS])
      : axe.withTags(rules).disableRules(judged === "everything" ? [] : [COLOURS]);
  const { violations: found } = await look.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
