import { type BrowserContext, type Page, test } from "@playwright/test";
import { actWhenAlive } from "@/e2e/support/alive";
import { setUpOwner } from "@/e2e/support/first-run";
import { makeDataDir, type RunningServer, removeDataDir, startServer } from "@/e2e/support/servers.mjs";
import { watchContext } from "@/e2e/support/watch-page";

/** Filled in before the first test of the file. */
export interface OwnPortal {
  readonly dataDir: string;
  readonly server: RunningServer;
  readonly url: string;
  /** Once it was killed: on the same database and port. */
  readonly startAgain: () => Promise<void>;
  /** Of the owner's browser. */
  readonly context: BrowserContext;
  /** What its pages did that no page may do. */
  readonly faults: string[];
}

interface Wishes {
  /** Asked for when the server starts, so that what a hook before this one made is known. */
  readonly env?: () => Record<string, string>;
  /** What the owner is to find, done before the first test. */
  readonly prepare?: (portal: OwnPortal, page: Page) => Promise<void>;
}

/** A portal of the file's own on a fresh database, whose owner has begun. It ends after the file's last test. */
export function ownPortal({ env, prepare }: Wishes = {}): OwnPortal {
  const portal = {} as { -readonly [Name in keyof OwnPortal]: OwnPortal[Name] };
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(120_000);
    portal.dataDir = makeDataDir();
    portal.server = await startServer({ dataDir: portal.dataDir, env: env?.() });
    portal.url = portal.server.url;
    const port = Number(new URL(portal.url).port);
    portal.startAgain = async () => {
      portal.server = await startServer({ port, dataDir: portal.dataDir, env: env?.() });
    };
    portal.context = await browser.newContext({ baseURL: portal.url });
    await actWhenAlive(portal.context);
    portal.faults = watchContext(portal.context, portal.url);
    const page = await portal.context.newPage();
    await setUpOwner(page, portal.server.setupUrl);
    await prepare?.(portal, page);
    await page.close();
  });
  test.afterAll(async () => {
    await portal.context?.close();
    await portal.server?.stop();
    if (portal.dataDir) removeDataDir(portal.dataDir);
  });
  return portal;
}
