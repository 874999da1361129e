import { test as base } from "@playwright/test";
import { actWhenAlive } from "@/e2e/support/alive";

/** For journeys in Playwright's own page. */
export const test = base.extend({
  context: async ({ context }, use) => {
    await actWhenAlive(context);
    await use(context);
  },
});
