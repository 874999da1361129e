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

/** What axe finds on the page as it stands, in a form that a failing test can print. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
