import { expect, type Page, test } from "@playwright/test";
import { fillPortal } from "@/e2e/support/filled-portal";
import { accept, makeOffer, openInDemoWallet } from "@/e2e/support/first-run";
import { type OwnPortal, ownPortal } from "@/e2e/support/own-portal";
import { atRest, expectUsable, expectUsableInDark, expectUsableOnPhone } from "@/e2e/support/usable";

/** Address by what is seen there; the later ones become known as the first offers are made. */
const places = new Map<string, string>();

async function collectPlaces({ url, dataDir, faults }: OwnPortal, page: Page): Promise<void> {
  const { issuing } = await fillPortal(url, dataDir);
  const contract = `/contracts/${issuing.contract.id}`;
  places.set("overview", "/");
  const authority = `/authorities/${issuing.authority.id}`;
  places.set("authority", authority);
  for (const tab of ["keys", "domain", "metadata", "history"])
    places.set(`authority, ${tab}`, `${authority}?tab=${tab}`);
  places.set("contract list", "/contracts");
  for (const tab of ["design", "claims", "rules", "json"]) places.set(`contract, ${tab}`, `${contract}?tab=${tab}`);
  places.set("activity", "/activity");
  places.set("authorities", "/authorities");
  places.set("signing keys", "/signing-keys");

  await page.goto("/signing-keys");
  await page.getByRole("table").getByRole("link").first().click();
  await page.waitForURL(/\/signing-keys\/.+/);
  places.set("signing key", page.url());

  await page.goto(`/issue?contract=${issuing.contract.id}`);
  places.set("issue", page.url());
  await makeOffer(page);
  places.set("open offer", page.url());
  const wallet = await openInDemoWallet(page);
  places.set("wallet's question", wallet.url());
  await wallet.close();

  await page.goto(`/issue?contract=${issuing.contract.id}`);
  await makeOffer(page);
  const other = await openInDemoWallet(page);
  await accept(other);
  places.set("held card", other.url());
  places.set("wallet", "/wallet");
  await expect(page.getByRole("heading", { name: "Claimed" })).toBeVisible();
  places.set("claimed offer", page.url());
  await page.getByRole("link", { name: "See the credential" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  places.set("credential", page.url());
  places.set("credentials", "/credentials");
  await page.goto("/issuances?state=issued");
  places.set("issuances", page.url());
  await page.getByRole("table").getByRole("link").first().click();
  await page.waitForURL(/\/issuances\/.+/);
  await expect(page.getByText("Credential handed to the wallet")).toBeVisible();
  places.set("issuance", page.url());
  expect(faults).toEqual([]);
}

const portal = ownPortal({ prepare: collectPlaces });

async function visit(place: string): Promise<Page> {
  const page = await portal.context.newPage();
  await page.goto(places.get(place) ?? place);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await atRest(page);
  return page;
}

test("each page with something on it can be used by everybody, in light and dark and on a phone, and asks nobody else (L6)", async () => {
  test.setTimeout(300_000);
  for (const place of places.keys()) {
    await test.step(place, async () => {
      const page = await visit(place);
      await expectUsable(page);
      await expectUsableOnPhone(page);
      await expectUsableInDark(page);
      await page.close();
    });
  }
  expect(portal.faults).toEqual([]);
});

test("questions, choices and pickers can be used by everybody, in light and dark", async () => {
  const page = await visit("credential");
  const usable = async () => {
    await expectUsable(page);
    await expectUsableInDark(page);
  };
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("alertdialog").getByRole("textbox", { name: "Reason" }).fill("A try");
  await usable();
  await page.goto("/contracts/new");
  await page.getByRole("button", { name: "Choose background colour" }).click();
  await usable();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Starter gallery" }).click();
  await usable();
  await page.close();
  expect(portal.faults).toEqual([]);
});

test("a contract is chosen, issued by and its credentials revoked without a pointer", async () => {
  const page = await visit("issue");
  await page.getByRole("textbox").first().focus();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("img", { name: "QR code of the offer" })).toBeVisible();

  await page.goto(places.get("credential") ?? "");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).focus();
  await page.keyboard.press("Enter");
  const question = page.getByRole("alertdialog");
  await question.getByRole("textbox", { name: "Reason" }).focus();
  await page.keyboard.type("Left the company");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(question.getByRole("button", { name: "Revoke 1 credential" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Revoked for good")).toBeVisible();
  await page.close();
});
