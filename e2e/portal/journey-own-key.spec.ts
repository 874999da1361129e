import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { choose, heading } from "@/e2e/support/first-run";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { bundleText, collectAnswers, databaseText, spellings } from "@/e2e/support/nowhere";
import { ownPortal } from "@/e2e/support/own-portal";

/** Sample credentials that open the test server only. */
const accessKey = {
  accountId: "444455556666",
  accessKeyId: "AKIALOCALTESTSERVER9",
  secretAccessKey: "write/only+and=never-shown/sample-key-9",
};

let kms: KmsServer;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "kms-"));
  kms = await startKmsServer({ folder, accounts: [accessKey] });
});

// No credentials of the server's own: those that are typed in are the only ones.
const portal = ownPortal({ env: () => ({ AWS_ENDPOINT_URL_KMS: kms.url }) });

test.afterAll(async () => {
  await kms.stop();
  rmSync(folder, { recursive: true });
});

async function fillAccessKey(page: Page, secret: string): Promise<void> {
  await page.goto(`${portal.url}/signing-keys/new`);
  await page.getByRole("radio", { name: /AWS KMS, access key/ }).click();
  await page.getByLabel("Access key id").fill(accessKey.accessKeyId);
  await page.getByLabel("Secret access key").fill(secret);
  await page.getByLabel("Region").fill("eu-central-1");
  await choose(page, "Key type", /^P-384/);
}

test("an access key goes in, signs for an authority, and its secret is found nowhere again (S1, I7)", async () => {
  test.setTimeout(120_000);
  const answers = collectAnswers(portal.context);
  const page = await portal.context.newPage();

  await fillAccessKey(page, "not/the+secret=of-this-access-key/0000000");
  await page.getByRole("button", { name: "Make the key in AWS KMS" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The key was not made" })).toBeVisible({ timeout: 30_000 });

  await fillAccessKey(page, accessKey.secretAccessKey);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Key of the head office");
  await page.getByRole("button", { name: "Make the key in AWS KMS" }).click();
  await expect(heading(page, "Key of the head office")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: /arn:aws:kms:eu-central-1:444455556666:/ })).toBeVisible();

  await page.goto(`${portal.url}/authorities/new`);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Head office");
  await page.getByRole("radio", { name: /Use a key that is here already/ }).click();
  await page.getByRole("button", { name: "Create authority" }).click();
  await expect(heading(page, "New contract")).toBeVisible({ timeout: 30_000 });
  expect(kms.requests.filter(({ operation }) => operation === "CreateKey")).not.toHaveLength(0);

  for (const place of ["/", "/signing-keys", "/authorities", "/activity"]) {
    await page.goto(portal.url + place, { waitUntil: "networkidle" });
  }
  const places = {
    answers: await answers(),
    database: await databaseText(portal.dataDir),
    bundles: bundleText(),
    logs: portal.server.logs(),
  };
  // What is there to be found is found: the search looks in the right places.
  expect(places.answers).toContain("Key of the head office");
  expect(places.database).toContain("Key of the head office");
  expect(places.bundles).toContain("Secret access key");
  for (const [place, text] of Object.entries(places)) {
    for (const spelling of spellings(accessKey.secretAccessKey)) {
      expect(text.includes(spelling), `the secret in the ${place}`).toBe(false);
    }
  }
});
