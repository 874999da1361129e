import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { createAuthorityByDefaults } from "@/e2e/support/first-run";
import { ownPortal } from "@/e2e/support/own-portal";

const portal = ownPortal();

/** A pair as another product's customers keep it. */
const rules = {
  attestations: {
    idTokenHints: [
      {
        required: true,
        mapping: [
          { inputClaim: "$.given_name", outputClaim: "firstName", indexed: false, required: true },
          { inputClaim: "$.family_name", outputClaim: "lastName", indexed: true, required: true },
        ],
      },
    ],
  },
  validityInterval: 2_592_000,
  vc: { type: ["VerifiedCredentialExpert"] },
};
const display = {
  locale: "en-US",
  card: {
    title: "Verified Credential Expert",
    issuedBy: "Sample Works",
    backgroundColor: "#000000",
    textColor: "#ffffff",
    description: "Shows that somebody knows credentials.",
  },
  consent: { title: "Do you want it?", instructions: "Sign in to get your card." },
  claims: [
    { claim: "vc.credentialSubject.firstName", label: "First name", type: "String" },
    { claim: "vc.credentialSubject.lastName", label: "Last name", type: "String" },
  ],
};

async function exported(page: Page, item: string): Promise<unknown> {
  await page.getByRole("button", { name: "Import and export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: item }).click(),
  ]);
  return JSON.parse(readFileSync(await download.path(), "utf8"));
}

test("a pair of rules and displays is imported, published, changed, restored, exported as it came, and archived", async () => {
  test.setTimeout(120_000);
  const page = await portal.context.newPage();
  await page.goto("/");
  await createAuthorityByDefaults(page);

  await test.step("what is not JSON is told with its place, then the pair is taken", async () => {
    await page.getByRole("button", { name: "Import and export" }).click();
    await page.getByRole("menuitem", { name: "Import rules and displays" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Rules, or a whole contract").fill('{\n  "rules": }');
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(dialog.getByText(/^Line 2, character/)).toBeVisible();
    await dialog.getByLabel("Rules, or a whole contract").fill(JSON.stringify(rules));
    await dialog.getByRole("textbox", { name: "Displays" }).fill(JSON.stringify({ displays: [display] }));
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("complementary").getByText(display.card.title).first()).toBeVisible();
  });

  await test.step("it is published, changed, and published again", async () => {
    await page.getByLabel("Contract name").fill("Expert card");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.waitForURL(/\/(issue|contracts\/[0-9a-f-]{36})/);
    await page.goto(`${portal.url}/contracts`);
    await page.getByRole("link", { name: "Expert card" }).first().click();
    await page.getByLabel("Title", { exact: false }).first().fill("Certified Expert");
    await page.getByRole("button", { name: "Publish version 2" }).click();
    await expect(page.getByText("Expert card, version 2, is published")).toBeVisible();
  });

  const versions = page.getByRole("list", { name: "Versions" });
  await test.step("the history says in a sentence what changed, and shows the lines of it", async () => {
    await page.getByRole("tab", { name: "Versions" }).click();
    await expect(
      versions.getByText("The title changed from “Verified Credential Expert” to “Certified Expert”."),
    ).toBeVisible();
    await versions.getByRole("button", { name: "JSON of version 2" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText('- "title": "Verified Credential Expert",'.slice(2))).toBeVisible();
    await expect(dialog.getByText('"title": "Certified Expert",')).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).click();
  });

  await test.step("the first version is restored as the third, and exports are what came in", async () => {
    await versions.getByRole("button", { name: "Restore version 1" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Restore version 1" }).click();
    await expect(versions.getByRole("heading", { name: "Version 3" })).toBeVisible();
    expect(await exported(page, "Export rules.json")).toEqual(rules);
    expect(await exported(page, "Export display.json")).toEqual([display]);
    expect(await exported(page, "Export contract.json")).toMatchObject({ name: "Expert card", rules });
  });

  await test.step("archived, it leaves the list and is found among the archived ones", async () => {
    await page.getByRole("button", { name: "Archive", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Archive Expert card" }).click();
    await page.waitForURL(/\/contracts$/);
    await expect(page.getByText("No contract yet")).toBeVisible();
    await page.getByRole("link", { name: "Show archived contracts" }).click();
    await page.getByRole("link", { name: "Expert card" }).click();
    await expect(page.getByText("Nothing more is issued by this contract")).toBeVisible();
    await expect(versions.getByRole("button", { name: /Restore/ })).toHaveCount(0);
  });
  expect(portal.faults).toEqual([]);
});
