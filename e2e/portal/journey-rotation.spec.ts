import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { createLocalJWKSet, decodeProtectedHeader, type JWK, jwtVerify } from "jose";
import { ownPortal } from "@/e2e/support/own-portal";
import { PortalApi, tokenOf } from "@/e2e/support/portal-api";
import { expectUsable, expectUsableOnPhone } from "@/e2e/support/usable";
import { ask } from "@/e2e/support/wallet/ask";
import { claim } from "@/e2e/support/wallet/wallet";

let domain: Server;
/** What the organisation's own web server holds at `/.well-known/did.json`. */
let file: string | undefined;

test.beforeAll(async () => {
  domain = createServer((request, response) => {
    const found = request.url === "/.well-known/did.json" && file !== undefined;
    response.writeHead(found ? 200 : 404, { "content-type": "application/json" }).end(found ? file : "");
  });
  await new Promise<void>((resolve) => domain.listen(0, "127.0.0.1", resolve));
});

const portal = ownPortal({ env: () => ({ EGRESS_ALLOW: domainHost() }) });

test.afterAll(() => {
  domain.close();
});

const domainHost = () => `localhost:${(domain.address() as AddressInfo).port}`;

interface Document {
  id: string;
  verificationMethod: { id: string; publicKeyJwk: JWK }[];
}

/** As somebody would who has never heard of us: reads what the domain serves, and lets jose judge by it alone. */
async function verifyIndependently(credential: string): Promise<void> {
  const answer = await ask(`http://${domainHost()}/.well-known/did.json`);
  const { id: did, verificationMethod } = answer.json<Document>();
  const keys = verificationMethod.map(({ id, publicKeyJwk }) => ({ ...publicKeyJwk, kid: did + id }));
  await jwtVerify(credential, createLocalJWKSet({ keys }), { issuer: did });
}

const kidOf = (credential: string) => decodeProtectedHeader(credential).kid;

async function openKeys(page: Page, authorityId: string): Promise<void> {
  await page.goto(`${portal.url}/authorities/${authorityId}?tab=keys`);
  await expect(page.getByRole("heading", { name: "Keys", exact: true })).toBeVisible();
}

test("rotate a key while credentials issued before still verify and new ones use the new key (P5, I8)", async () => {
  test.setTimeout(120_000);
  const page = await portal.context.newPage();
  const api = new PortalApi(
    portal.url,
    await tokenOf({ DATA_DIR: portal.dataDir, PUBLIC_URL: portal.url }, "--role", "owner"),
  );
  await api.onboard();
  const authority = await api.createAuthority(`http://${domainHost()}/`, { backend: "jwk" });
  const contract = await api.createContract(authority.id, "Staff badge");
  const didDocument = () => api.must<object>(200, "POST", `/authorities/${authority.id}/generateDidDocument`);
  const issue = async () => (await claim((await api.createIssuance({ authority, contract })).url)).credential;
  file = JSON.stringify(await didDocument());
  const before = await issue();
  await verifyIndependently(before);

  await openKeys(page, authority.id);
  await page.getByRole("button", { name: "Make a new key" }).click();
  await expect(page.getByRole("heading", { name: "Rotation under way" })).toBeVisible();
  await expect(page.getByText(/^The new key \(#\w+-\w+\) is missing\.$/)).toBeVisible();
  const sign = page.getByRole("button", { name: "Sign with the new key" });
  await expect(sign).toBeDisabled();
  await expectUsable(page);
  const meanwhile = await issue();
  expect(kidOf(meanwhile)).toBe(kidOf(before));
  await verifyIndependently(meanwhile);

  const download = page.waitForEvent("download");
  await page
    .getByRole("figure")
    .filter({ hasText: "Expected did.json" })
    .getByRole("button", { name: "Download" })
    .click();
  file = await readFile(await (await download).path(), "utf8");
  expect(JSON.parse(file)).toEqual(await didDocument());
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("The served document has every key that is needed")).toBeVisible();
  await expectUsableOnPhone(page);
  await sign.click();
  await expect(page.getByText("The new key signs", { exact: true })).toBeVisible();

  const after = await issue();
  expect(kidOf(after)).not.toBe(kidOf(before));
  for (const credential of [before, meanwhile, after]) await verifyIndependently(credential);

  // The old key is held on to: whoever would remove it is told what goes with it.
  await page.getByRole("button", { name: /^Remove / }).click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByRole("heading", { name: "Make 2 credentials unverifiable?" })).toBeVisible();
  await question.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Make a new key" }).click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await question.getByRole("button", { name: "Take the new key back" }).click();
  await expect(page.getByRole("heading", { name: "Rotate the key" })).toBeVisible();
  expect(kidOf(await issue())).toBe(kidOf(after));

  await page.getByRole("button", { name: /^Remove / }).click();
  await question.getByRole("button", { name: "Remove the key and lose 2 credentials" }).click();
  await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(0);
  file = JSON.stringify(await didDocument());
  await verifyIndependently(after);
  await expect(verifyIndependently(before)).rejects.toThrow();
});
