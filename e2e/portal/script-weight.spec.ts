import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { fillPortal } from "@/e2e/support/filled-portal";
import { ownPortal } from "@/e2e/support/own-portal";

/** Scripts that a page's markup asks for, gzipped, in units of 1024 bytes. Lists keep to 220. */
const budgets: Readonly<Record<string, number>> = {
  "/": 220,
  "/authorities": 220,
  "/contracts": 220,
  "/signing-keys": 220,
  "/api-clients": 220,
  "/activity": 220,
  "/credentials": 220,
  "/issuances": 220,
  "/batches": 220,
  "/issue/api": 220,
  "/batches/new": 220,
  "/webhooks": 220,
  "/deliveries": 220,
  "/reference": 220,
  "/reference/createContract": 220,
  "/settings": 230,
  // A form with the card beside it, and a wallet that makes keys and proofs in the browser.
  "/issue": 240,
  "/wallet": 275,
};

const portal = ownPortal({
  prepare: async ({ url, dataDir }) => {
    await fillPortal(url, dataDir);
  },
});

async function weightOf(page: Page, path: string): Promise<number> {
  const html = await (await page.request.get(path)).text();
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  const sources = new Set(tags.map(([, source = ""]) => source));
  expect(sources.size).toBeGreaterThan(3);
  let bytes = 0;
  for (const source of sources) bytes += gzipSync(await (await page.request.get(source)).body()).byteLength;
  return Math.round(bytes / 1024);
}

test("no page brings more script than its budget", async () => {
  const page = await portal.context.newPage();
  const heavy: string[] = [];
  for (const [path, budget] of Object.entries(budgets)) {
    const weight = await weightOf(page, path);
    if (weight > budget) heavy.push(`${path}: ${weight} of ${budget}`);
  }
  expect(heavy).toEqual([]);
  await page.close();
});

test("old browsers' questions for an icon are answered", async () => {
  const answer = await portal.context.request.get("/favicon.ico");
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, expect.stringContaining("icon")]);
});

test("search engines are asked to stay away", async () => {
  const answer = await portal.context.request.get("/robots.txt");
  expect([answer.status(), await answer.text()]).toEqual([200, expect.stringContaining("Disallow: /\n")]);
});
