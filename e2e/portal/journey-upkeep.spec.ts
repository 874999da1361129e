import { expect, type Page, test } from "@playwright/test";
import { fillPortal } from "@/e2e/support/filled-portal";
import { heading } from "@/e2e/support/first-run";
import { ownPortal } from "@/e2e/support/own-portal";
import { type Issuing, PortalApi } from "@/e2e/support/portal-api";
import { expectUsable } from "@/e2e/support/usable";
import { postForm } from "@/e2e/support/wallet/ask";
import { hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { tokenStatus } from "@/e2e/support/wallet/status";
import { claim } from "@/e2e/support/wallet/wallet";

/** What an owner does later: programs get their own keys to the door, an authority another name, and an end. */
test.describe.configure({ mode: "serial" });

const SCOPE = "6a8b4b39-c021-437c-b060-5a14a3fd65f3/.default";

let page: Page;
let api: PortalApi;
let issuing: Issuing;
const portal = ownPortal({
  prepare: async ({ url, dataDir }) => {
    ({ api, issuing } = await fillPortal(url, dataDir));
  },
});
test.beforeAll(async () => {
  page = await portal.context.newPage();
});

test("an API client made in the portal gets tokens by its secret, for what it may do, until it is disabled (2.2)", async () => {
  await page.goto("/api-clients");
  await page.getByRole("button", { name: "New API client" }).click();
  await page.getByLabel("Name").fill("Door system");
  await page.getByRole("checkbox", { name: /^Read contracts/ }).click();
  await page.getByRole("button", { name: "Create", exact: false }).last().click();
  const shown = page.getByRole("alertdialog");
  await expect(shown.getByText("the only time the secret is shown")).toBeVisible();
  const told = async (term: string) =>
    (await shown
      .locator("dt", { hasText: term })
      .locator("xpath=following-sibling::dd[1]")
      .locator("code")
      .textContent()) ?? "";
  const [id, secret] = [await told("Client id"), await told("Client secret")];
  await shown.getByRole("button").last().click();
  await expect(shown).toBeHidden();
  expect(await page.content()).not.toContain(secret);

  const form = { grant_type: "client_credentials", client_id: id, client_secret: secret, scope: SCOPE };
  const { id: tenantId } = await api.onboard();
  const basic = Buffer.from(`${id}:${secret}`).toString("base64");
  const answers = [
    await postForm(`${portal.url}/oauth2/v2.0/token`, form),
    await postForm(`${portal.url}/${tenantId}/oauth2/v2.0/token`, form),
    await postForm(
      `${portal.url}/oauth2/v2.0/token`,
      { grant_type: "client_credentials", scope: SCOPE },
      { authorization: `Basic ${basic}` },
    ),
  ];
  const contract = `/authorities/${issuing.authority.id}/contracts/${issuing.contract.id}`;
  const programs = answers.map((answer) => {
    expect(answer.json()).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    return new PortalApi(portal.url, String(answer.json().access_token));
  });
  for (const program of programs) {
    expect((await program.call("GET", contract)).status).toBe(200);
    expect((await program.call("PATCH", contract, { availableInVcDirectory: true })).status).toBe(403);
  }
  for (const [path, wrong, status, error] of [
    ["", { client_secret: "guessed" }, 401, "invalid_client"],
    ["/7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5", {}, 401, "invalid_client"],
    ["", { scope: "https://graph.example.org/.default" }, 400, "invalid_scope"],
    ["", { grant_type: "password" }, 400, "unsupported_grant_type"],
  ] as const) {
    const refused = await postForm(`${portal.url}${path}/oauth2/v2.0/token`, { ...form, ...wrong });
    expect([refused.status, refused.json().error]).toEqual([status, error]);
  }

  await page.reload();
  await page.getByRole("button", { name: "Disable Door system" }).click();
  await page.getByRole("button", { name: "Disable the client" }).click();
  await expect(page.getByRole("row", { name: /Door system/ }).getByText("Disabled")).toBeVisible();
  await expect.poll(async () => (await programs[0]?.call("GET", contract))?.status, { timeout: 5000 }).toBe(401);
  expect((await postForm(`${portal.url}/oauth2/v2.0/token`, form)).status).toBe(401);
});

test("every page with something to ask for shows it as calls of the API", async () => {
  for (const path of ["/", "/activity", "/credentials", "/signing-keys", "/contracts", "/authorities", "/settings"]) {
    await page.goto(path);
    await page.getByRole("button", { name: "Show as API call" }).click();
    const dialog = page.getByRole("dialog", { name: "As API calls" });
    await expect(dialog.getByRole("link", { name: "Reference" }).first()).toBeVisible();
    await expect(dialog.locator("code").first()).toContainText(portal.url);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});

test("an authority gets another name, and is deleted once the settings allow it and its name was typed (6.4, 6.5)", async () => {
  const { credential } = await claim((await api.createIssuance(issuing)).url);
  const { status } = JSON.parse(Buffer.from(credential.split(".")[1] ?? "", "base64url").toString());
  const document = await hostedDidDocument(portal.url, issuing.authority.didModel.did);
  expect(await tokenStatus(status.status_list, document)).toBe(0);
  const place = `/authorities/${issuing.authority.id}`;
  await page.goto(place);
  await page.getByRole("button", { name: "Rename" }).click();
  const renaming = page.getByRole("alertdialog");
  await renaming.getByLabel("Name").fill("Fabrikam Works");
  await expectUsable(page);
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(heading(page, "Fabrikam Works")).toBeVisible();
  expect((await api.call("GET", place)).json().name).toBe("Fabrikam Works");

  await expect(page.getByRole("button", { name: "Delete", exact: true })).toHaveAccessibleDescription(
    /settings do not allow it/,
  );
  await page.getByRole("link", { name: "Organisation settings" }).click();
  await expect(heading(page, "Settings")).toBeVisible();
  await page.getByRole("switch", { name: /delet/i }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.goto(place);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Delete the authority" })).toBeDisabled();
  await dialog.getByLabel("Type Fabrikam Works to confirm").fill("Fabrikam Works");
  await expectUsable(page);
  await dialog.getByRole("button", { name: "Delete the authority" }).click();
  await expect(heading(page, "Authorities")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Fabrikam Works")).toHaveCount(0);
  expect((await api.call("GET", place)).status).toBe(404);
  // Its last list stands, and says so.
  expect(await tokenStatus(status.status_list, document)).toBe(1);
});
