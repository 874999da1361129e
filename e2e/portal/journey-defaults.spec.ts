import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import {
  accept,
  createAuthorityByDefaults,
  findCredential,
  makeOffer,
  openInDemoWallet,
  publishByDefaults,
  rawToken,
  revokeFound,
  setUpOwner,
} from "@/e2e/support/first-run";
import { countLoads, type Hands, watchHands } from "@/e2e/support/hands";
import { startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { test } from "@/e2e/support/portal-test";
import { makeDataDir, type RunningServer, removeDataDir, startServer } from "@/e2e/support/servers.mjs";
import { hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { bitstringStatus, tokenStatus } from "@/e2e/support/wallet/status";
import { type VerifiedCredential, verifyJwtVc } from "@/e2e/support/wallet/verify-credential";
import { watchContext } from "@/e2e/support/watch-page";

test.describe.configure({ timeout: 150_000 });

/** What the portal proposes for a first contract; the claim is the one by which its credentials are found. */
const proposed = { contract: "Staff badge", indexedClaim: "staffNumber" };

async function inFreshPortal(env: Record<string, string>, journey: (server: RunningServer) => Promise<void>) {
  const dataDir = makeDataDir();
  const server = await startServer({ dataDir, env });
  try {
    await journey(server);
  } finally {
    await server.stop();
    removeDataDir(dataDir);
  }
}

interface Claimed {
  readonly wallet: Page;
  readonly credential: VerifiedCredential;
  /** 0 valid, 1 invalid, as both of its lists say now. */
  readonly listed: () => Promise<number[]>;
}

/** From the setup link to the credential, verified by what the issuer publishes. */
async function claimByDefaults(page: Page, server: RunningServer, hands: Hands): Promise<Claimed> {
  const begun = performance.now();
  await setUpOwner(page, server.setupUrl);
  await createAuthorityByDefaults(page);
  await publishByDefaults(page);
  await makeOffer(page);
  const steps = page.getByRole("list", { name: "Steps of the issuance" });
  await expect(steps.getByText("Opened (Now)")).toBeVisible();
  const address = page.url();
  const loads = countLoads(page);
  const wallet = await openInDemoWallet(page);
  await expect(steps.getByText("Opened (Done)")).toBeVisible();
  await accept(wallet);
  await expect(page.getByRole("heading", { name: "Claimed" })).toBeVisible();
  const seconds = (performance.now() - begun) / 1000;

  expect(hands.clicks.length, hands.clicks.join(" → ")).toBeLessThanOrEqual(7);
  expect([...hands.typedFields].sort()).toEqual(["email", "password"]);
  expect(seconds, "by script").toBeLessThan(45);
  await expect(steps.getByText("Claimed (Done)")).toBeVisible();
  expect(page.url()).toBe(address);
  expect(loads(), "the issue page followed by itself").toBe(0);

  const token = await rawToken(wallet);
  const { iss } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  const document = await hostedDidDocument(server.url, iss);
  const credential = await verifyJwtVc(token, document);
  const { status, bitstring } = credential;
  if (!bitstring) throw new Error("the credential names no bitstring list");
  const listed = () => Promise.all([tokenStatus(status, document), bitstringStatus(bitstring, document)]);
  return { wallet, credential, listed };
}

async function findAndRevoke(page: Page, server: string, { wallet, credential, listed }: Claimed): Promise<void> {
  expect(await listed()).toEqual([0, 0]);
  const status = wallet.getByRole("region", { name: "Status" });
  await status.getByRole("button", { name: "Check status" }).click();
  await expect(status.getByText("Checked")).toBeVisible();
  await expect(status.getByText("Valid")).toBeVisible();

  await findCredential(page, server, "nobody has this number", proposed.contract);
  await expect(page.getByText("Nothing found")).toBeVisible();
  await findCredential(page, server, String(credential.claims[proposed.indexedClaim]), proposed.contract);
  await expect(page.getByText("1 credential found")).toBeVisible();
  expect(page.url(), "what is looked for stands in no address").not.toContain(
    encodeURIComponent(String(credential.claims[proposed.indexedClaim])),
  );
  await findCredential(page, server, credential.id);
  await expect(page.getByText("1 credential found")).toBeVisible();
  await revokeFound(page, "The badge was lost.");

  expect(await listed(), "both lists, at once").toEqual([1, 1]);
  await status.getByRole("button", { name: "Check status" }).click();
  await expect(status.getByText("Revoked")).toBeVisible();
}

test("seven clicks lead from the setup link to a claimed credential, which is found and revoked", async ({
  context,
  page,
}) => {
  await inFreshPortal({}, async (server) => {
    const hands = await watchHands(context);
    const faults = watchContext(context, server.url);
    await findAndRevoke(page, server.url, await claimByDefaults(page, server, hands));
    expect(faults).toEqual([]);
  });
});

test("the same seven clicks use AWS KMS when the server has AWS credentials", async ({ context, page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "kms-"));
  const kms = await startKmsServer({ folder });
  const asked = (operation: string) => kms.requests.filter((each) => each.operation === operation && !each.error);
  try {
    await inFreshPortal(kms.env, async (server) => {
      const hands = await watchHands(context);
      const claimed = await claimByDefaults(page, server, hands);
      expect(asked("CreateKey")).toHaveLength(1);
      expect(asked("Sign").length).toBeGreaterThan(0);
      await findAndRevoke(page, server.url, claimed);
      await page.goto(`${server.url}/signing-keys`);
      await expect(page.getByRole("cell", { name: "AWS KMS" })).toBeVisible();
    });
  } finally {
    await kms.stop();
    rmSync(folder, { recursive: true });
  }
});
