import { expect, type Page, test } from "@playwright/test";
import { createAuthorityByDefaults, makeOffer, openInDemoWallet, publishByDefaults } from "@/e2e/support/first-run";
import { ownPortal } from "@/e2e/support/own-portal";

const portal = ownPortal();

const preview = (page: Page) => page.getByRole("complementary");
const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click();
const jsonEditor = (page: Page) => page.getByRole("textbox", { name: "The contract as JSON" });

/** Takes the place of the one line of the JSON that holds `known`. */
async function rewriteLine(page: Page, known: string, line: string): Promise<void> {
  await jsonEditor(page).locator(".cm-line").filter({ hasText: known }).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  if (line) await page.keyboard.insertText(line);
  else await page.keyboard.press("Delete");
}

/** Gives each claim that has no label in this language one. */
async function nameClaims(page: Page, language: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${language}`) }).click();
  const labels = page.getByRole("tabpanel").getByRole("textbox", { name: "Label" });
  for (const label of await labels.all()) {
    if ((await label.inputValue()) === "") await label.fill(`${language}: ${await label.getAttribute("placeholder")}`);
  }
}

test("a contract is drawn in form and JSON, published, changed, and issued with a transaction code", async () => {
  test.setTimeout(150_000);
  const page = await portal.context.newPage();
  await page.goto("/");
  await createAuthorityByDefaults(page);

  await test.step("each keystroke is on the card at once", async () => {
    await page.getByLabel("Contract name").fill("Library card");
    await page.getByLabel("Title", { exact: false }).first().fill("Library card");
    await expect(preview(page).getByText("Library card").first()).toBeVisible();
    await page.getByRole("textbox", { name: "Background colour" }).fill("#FFFF00");
    await page.getByRole("textbox", { name: "Text colour" }).fill("#FFFFFF");
    await expect(page.getByText(/1\.07/).first(), "the contrast of white on yellow").toBeVisible();
    await page.getByRole("textbox", { name: "Text colour" }).fill("#000000");
    await page.getByRole("textbox", { name: "Background colour" }).fill("#0B5D4B");
    await page.getByRole("textbox", { name: "Text colour" }).fill("#FFFFFF");
  });

  await test.step("a second language has words of its own", async () => {
    await page.getByRole("button", { name: "Add language" }).click();
    await page.getByRole("button", { name: "French" }).click();
    await page.getByRole("textbox", { name: "Title" }).first().fill("Carte de bibliothèque");
    await expect(preview(page).getByText("Carte de bibliothèque").first()).toBeVisible();
  });

  await test.step("claims are added and one of them is indexed", async () => {
    await tab(page, "Claims");
    await page.getByLabel("Add a claim").fill("Reader number");
    await page.keyboard.press("Enter");
    const rows = page.getByRole("tabpanel").getByRole("listitem");
    await rows.last().getByRole("checkbox", { name: "Indexed: find credentials by it" }).click();
    await rows.last().getByRole("checkbox", { name: "Required to issue" }).click();
    await expect(page.getByRole("tabpanel").getByText("Indexed", { exact: true })).toHaveCount(1);
    for (const language of ["German", "French"]) await nameClaims(page, language);
  });

  await test.step("JSON and form edit the same draft, and members the form does not know stay", async () => {
    await tab(page, "JSON");
    const name = '"name": "Library card"';
    await rewriteLine(page, name, '"name": "Library card of the city", "futureMember": "kept",');
    await expect(page.getByLabel("Contract name")).toHaveValue("Library card of the city");
    await page.getByLabel("Contract name").fill("City library card");
    await expect(jsonEditor(page)).toContainText("City library card");
    await expect(jsonEditor(page)).toContainText("futureMember");
  });

  await test.step("what no client of the Admin API may send is not published", async () => {
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(
      preview(page)
        .getByText(/futureMember/)
        .first(),
    ).toBeVisible();
    await rewriteLine(page, "futureMember", "");
    await publishByDefaults(page);
  });

  await test.step("a change becomes the second version", async () => {
    await page.goto(`${portal.url}/contracts`);
    await page.getByRole("link", { name: "City library card", exact: true }).click();
    await page.getByRole("button", { name: /^English/ }).click();
    await page.getByRole("textbox", { name: "Title" }).first().fill("City library");
    await page.getByRole("button", { name: "Publish version 2" }).click();
    await expect(page.getByText("City library card, version 2, is published")).toBeVisible({ timeout: 30_000 });
    await page.getByRole("link", { name: "Issue a credential" }).click();
  });

  await test.step("a wrong transaction code is refused, the right one accepted (P1)", async () => {
    await page.getByRole("switch", { name: "Ask for a transaction code" }).click();
    const code = await page.getByRole("textbox", { name: "Transaction code" }).inputValue();
    await page.getByRole("textbox", { name: "Reader number" }).fill("R-2048");
    await makeOffer(page);
    await expect(page.getByRole("region", { name: "Transaction code" }).getByText(code)).toBeVisible();
    const wallet = await openInDemoWallet(page);
    const type = async (digits: string) => {
      await wallet.getByRole("textbox", { name: "Transaction code" }).focus();
      await wallet.keyboard.type(digits);
      await wallet.getByRole("button", { name: "Accept" }).click();
    };
    await type(code === "000000" ? "111111" : "000000");
    await expect(wallet.getByRole("alert").filter({ hasText: "The transaction code was not" })).toBeVisible();
    await type(code);
    await expect(wallet.getByText("Added to your wallet")).toBeVisible({ timeout: 30_000 });
    await expect(wallet.getByRole("heading", { name: "City library" })).toBeAttached();
    await expect(wallet.getByText("R-2048", { exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Claimed" })).toBeVisible();
  });
  expect(portal.faults).toEqual([]);
});
