import type pg from "pg";
import { fillContracts, fillCredentials, type Place, placeOf, someCredentials } from "@/bench/fill";
import { serverCost } from "@/bench/server-cost";
import { percentiles, round } from "@/bench/statistics";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { badgeClaims } from "@/e2e/support/portal-api";
import { ask } from "@/e2e/support/wallet/ask";
import { claim } from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

export const scaleTargets = { timesSlower: 3, revokeRoundTrips: 8, contractsCpuMs: 50 };
const FEW = 1000;
const CONTRACTS = 1000;
const ASKED = 300;
const REVOKED = 50;
const LISTED = 20;

interface Server {
  readonly server: string;
  readonly env: { readonly DATA_DIR: string };
}

interface Timed {
  readonly rows: number;
  readonly searchMs: number;
  readonly getMs: number;
  readonly listMs: number;
}

/** Reads and revocations among few credentials and among many, of one server in one run. */
export async function measureAtScale(at: Server, rows: number, say: (text: string) => void) {
  const setup = await issuingSetup({ ...at, name: "bench-scale" });
  const claims = badgeClaims();
  await claim((await setup.api.createIssuance(setup, { claims })).url);
  return withDatabase(async (database) => {
    const place = await placeOf(database, setup.authority.id);
    await fillCredentials(database, place, FEW);
    say(`reads among ${FEW} credentials`);
    const few = await timeReads(database, setup, place, claims.number, FEW);
    say(`filling up to ${rows} credentials`);
    const startedAt = performance.now();
    await fillCredentials(database, place, rows);
    const fillSeconds = (performance.now() - startedAt) / 1000;
    say(`reads among ${rows} credentials`);
    const many = await timeReads(database, setup, place, claims.number, rows);
    const revoke = await measureRevoke(database, setup, place);
    const contracts = await measureContracts(database, setup, place);
    const slower = {
      search: round(many.searchMs / few.searchMs),
      get: round(many.getMs / few.getMs),
      list: round(many.listMs / few.listMs),
    };
    return { fillSeconds: round(fillSeconds), few, many, slower, revoke, contracts };
  }, at.env.DATA_DIR);
}

const credentialsPath = ({ authority, contract }: IssuingSetup) =>
  `/authorities/${authority.id}/contracts/${contract.id}/credentials`;

/** Medians of reads one after another; the first third warms up and does not count. */
async function timeReads(
  database: pg.Client,
  setup: IssuingSetup,
  place: Place,
  value: string,
  rows: number,
): Promise<Timed> {
  const { api } = setup;
  const ids = await someCredentials(database, place, ASKED);
  const firstPage = () =>
    ask(`${api.server}/beta/verifiableCredentials${credentialsPath(setup)}`, {
      headers: { authorization: api.authorization },
    });
  return {
    rows,
    searchMs: await median(async () => {
      if ((await api.searchCredentials(setup, value)).length !== 1) throw new Error("The search found something else.");
    }),
    getMs: await median((at) => api.getCredential(setup, ids[at]?.urn ?? "")),
    listMs: await median(async () => {
      const { value: page } = (await firstPage()).json<{ value: unknown[] }>();
      if (page.length !== 50) throw new Error("The first page is not full.");
    }),
  };
}

async function median(work: (at: number) => Promise<unknown>): Promise<number> {
  const durations: number[] = [];
  for (let at = 0; at < ASKED; at++) {
    const startedAt = performance.now();
    await work(at);
    if (at >= ASKED / 3) durations.push(performance.now() - startedAt);
  }
  return percentiles(durations).p50;
}

/** A revocation with its audit row, and the next reading of the list that shows it. */
async function measureRevoke(database: pg.Client, setup: IssuingSetup, place: Place) {
  const chosen = await someCredentials(database, place, REVOKED);
  const { cost } = await serverCost(setup.api.server, async () => {
    for (const { urn, listId } of chosen) {
      await setup.api.revokeCredential(setup, urn);
      await ask(`${setup.api.server}/status-lists/${listId}`);
    }
  });
  return { sqlRoundTrips: round(cost.sqlRoundTrips / REVOKED), cpuMs: round(cost.cpuMs / REVOKED) };
}

async function measureContracts(database: pg.Client, setup: IssuingSetup, place: Place) {
  await fillContracts(database, place, CONTRACTS);
  const list = async () => {
    const route = `/authorities/${setup.authority.id}/contracts`;
    const { value } = await setup.api.must<{ value: unknown[] }>(200, "GET", route);
    if (value.length !== CONTRACTS) throw new Error(`${value.length} contracts are listed.`);
  };
  for (let warm = 0; warm < LISTED; warm++) await list();
  const { cost } = await serverCost(setup.api.server, async () => {
    for (let listed = 0; listed < LISTED; listed++) await list();
  });
  return { contracts: CONTRACTS, cpuMs: round(cost.cpuMs / LISTED) };
}

type AtScale = Awaited<ReturnType<typeof measureAtScale>>;

export const scaleMet = ({ slower, revoke, contracts }: AtScale) => ({
  searchAtScale: slower.search <= scaleTargets.timesSlower,
  getAtScale: slower.get <= scaleTargets.timesSlower,
  listAtScale: slower.list <= scaleTargets.timesSlower,
  revokeRoundTrips: revoke.sqlRoundTrips <= scaleTargets.revokeRoundTrips,
  contractsCpuMs: contracts.cpuMs < scaleTargets.contractsCpuMs,
});
