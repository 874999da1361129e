import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { expectInvariants } from "@/e2e/support/invariants";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { seededRandom } from "@/e2e/support/seeded-random";
import { freePort, makeDataDir, removeDataDir, startServer } from "@/e2e/support/servers.mjs";
import { Ledger, VirtualWallet } from "@/e2e/support/virtual-wallet";
import { askToken, openOffer } from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

const WALLETS = 16;

let dataDir: string;
test.beforeEach(() => {
  dataDir = makeDataDir();
});
test.afterEach(() => removeDataDir(dataDir));

/** What crashes left unfinished grows old at once, so that the next start's recovery finds it. */
const ageUnfinished = () =>
  withDatabase(
    (database) =>
      database.query(`UPDATE credential SET prepared_at = prepared_at - interval '2 minutes'
        WHERE state IN ('prepared', 'signed')`),
    dataDir,
  );

interface Siege {
  readonly workers: number;
  readonly kills: number;
  /** The most steps of wallets that are answered between two kills: so slow machines are besieged no harder. */
  readonly steps: number;
}

/** Sixteen wallets at work while the server is killed again and again; then the invariants. */
async function besiege({ workers, kills, steps }: Siege): Promise<Ledger> {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
  console.log(`KILL_SEED=${seed}`);
  const random = seededRandom(seed);
  const port = await freePort();
  const start = () => startServer({ port, dataDir, workers });
  let server = await start();
  const setup: IssuingSetup = await issuingSetup({ server: server.url, env: { DATA_DIR: dataDir }, name: "siege" });
  const ledger = new Ledger();
  let over = false;
  const crowd = Array.from({ length: WALLETS }, () =>
    new VirtualWallet(setup, ledger, (probability) => random() < probability).run(() => over),
  );
  const working = Promise.all(crowd);
  const siege = async () => {
    for (let kill = 0; kill < kills; kill++) {
      const enough = ledger.answers + random() * steps;
      while (ledger.answers < enough) await pause(1);
      await pause(random() * 20);
      await server.kill();
      server = await start();
    }
    await pause(1000);
  };
  await Promise.race([siege(), working]);
  over = true;
  await working;

  await ageUnfinished();
  expect(await server.stop()).toBe(0);
  server = await start();
  console.log(
    `${ledger.acknowledged.size} acknowledged, ${ledger.lostTokens.size} offers lost, ${ledger.interruptions} interruptions`,
  );
  await expectInvariants(setup, ledger, dataDir);
  expect(await server.stop()).toBe(0);
  return ledger;
}

test("25 kills under 16 wallets lose no acknowledged credential, reuse no index, redeem no code twice (I1-I6)", async () => {
  test.setTimeout(600_000);
  const ledger = await besiege({ workers: 1, kills: 25, steps: 80 });
  expect(ledger.acknowledged.size).toBeGreaterThan(25);
  expect(ledger.interruptions).toBeGreaterThan(25);
});

test("two workers on one database hold the same invariants, through three kills of both (D6)", async () => {
  test.setTimeout(300_000);
  const ledger = await besiege({ workers: 2, kills: 3, steps: 400 });
  expect(ledger.acknowledged.size).toBeGreaterThan(25);
});

test("of fifty requests over two workers one gets the code's token (D6, I3)", async () => {
  test.setTimeout(120_000);
  const server = await startServer({ dataDir, workers: 2 });
  const setup = await issuingSetup({ server: server.url, env: { DATA_DIR: dataDir }, name: "race" });
  for (let round = 0; round < 5; round++) {
    const opened = await openOffer((await setup.api.createIssuance(setup)).url);
    const answers = await Promise.all(Array.from({ length: 50 }, () => askToken(opened)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 49 }, () => 400)]);
  }
  expect(await server.stop()).toBe(0);
});
