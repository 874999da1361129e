import { createHash } from "node:crypto";
import { expect } from "@playwright/test";
import type pg from "pg";
import type { IssuingSetup } from "@/e2e/support/issuing-setup";
import type { Ledger } from "@/e2e/support/virtual-wallet";
import { type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { openStatusList } from "@/e2e/support/wallet/status";
import { type VerifiedCredential, verifyCredential } from "@/e2e/support/wallet/verify-credential";
import { withDatabase } from "@/e2e/support/with-database";

const base64url = (text: string) => createHash("sha256").update(text).digest("base64url");

interface Row {
  id: string;
  session_id: string;
  state: string;
  status_value: number;
  status_list_id: string;
  status_index: number;
  signing_input_digest: string;
  credential_digest: string | null;
}

const uuidOf = (urn: string) =>
  urn.replace("urn:pic:", "").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Holds what the wallets remember against the API, the published lists and the database (security I1 to I6, I9). */
export async function expectInvariants(setup: IssuingSetup, ledger: Ledger, dataDir: string): Promise<void> {
  expect(ledger.unexpected).toEqual([]);
  expect([...ledger.tokensByCode.values()].filter((count) => count > 1)).toEqual([]);
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  const wallets = [...ledger.acknowledged.values()];
  const verified = await Promise.all(
    wallets.map(async (one) => ({ ...one, says: await verifyCredential(one.format, one.credential, document) })),
  );
  await withDatabase(async (database) => {
    const rows = await rowsOf(database, setup.authority.id);
    expectRows(rows, verified, ledger.givenUp);
    await expectAudit(database, setup.authority.id);
  }, dataDir);
  expect(new Set(verified.map(({ says: { status } }) => `${status.uri} ${status.idx}`)).size).toBe(wallets.length);
  await expectFoundAndRevoked(setup, verified, document);
}

async function rowsOf(database: pg.Client, authorityId: string): Promise<Map<string, Row>> {
  const text = `SELECT id, session_id, state, status_value, status_list_id, status_index, signing_input_digest,
    credential_digest FROM credential WHERE authority_id = $1`;
  const { rows } = await database.query<Row>(text, [authorityId]);
  return new Map(rows.map((row) => [row.id, row]));
}

interface Kept {
  readonly requestId: string;
  readonly credential: string;
  readonly number: string;
  readonly says: VerifiedCredential;
}

function expectRows(rows: ReadonlyMap<string, Row>, kept: readonly Kept[], givenUp: ReadonlySet<string>): void {
  for (const { credential, requestId, says } of kept) {
    const [jwt = ""] = credential.split("~");
    // I1, I2: what a wallet holds has its row, with the digest of just these bytes.
    expect(rows.get(uuidOf(says.id))).toMatchObject({
      session_id: requestId,
      state: "issued",
      status_value: 0,
      status_index: says.status.idx,
      signing_input_digest: base64url(jwt.slice(0, jwt.lastIndexOf("."))),
      credential_digest: base64url(credential),
    });
  }
  const all = [...rows.values()];
  // I4: no index twice, and what failed has burnt its own.
  expect(new Set(all.map((row) => `${row.status_list_id} ${row.status_index}`)).size).toBe(all.length);
  // What nobody got is not valid, and nothing is left unfinished; an answer may be lost on its way to who does not wait.
  const held = new Set(kept.map(({ says }) => uuidOf(says.id)));
  const valid = all.filter((row) => row.status_value === 0);
  expect(valid.filter((row) => !held.has(row.id) && !(row.state === "issued" && givenUp.has(row.session_id)))).toEqual(
    [],
  );
  // I3: no offer leaves two valid credentials.
  expect(new Set(valid.map((row) => row.session_id)).size).toBe(valid.length);
  expect(all.filter(({ state }) => !["issued", "revoked", "abandoned"].includes(state))).toEqual([]);
}

/** I3, I9: as many redemptions and issued offers in the audit trail as there are, and none of an offer twice. */
async function expectAudit(database: pg.Client, authorityId: string): Promise<void> {
  const { rows: sessions } = await database.query<{ offered: string; redeemed: string; issued: string }>(
    `SELECT count(*) AS offered, count(redeemed_at) AS redeemed, count(issued_at) AS issued
      FROM issuance_session WHERE authority_id = $1`,
    [authorityId],
  );
  const { rows: events } = await database.query<{ offered: string; redeemed: string; issued: string }>(
    `SELECT count(*) FILTER (WHERE action = 'issuance.offered') AS offered,
        count(*) FILTER (WHERE action = 'issuance.redeemed') AS redeemed,
        count(DISTINCT target_id) FILTER (WHERE action = 'credential.issued') AS issued
      FROM audit_event WHERE tenant_id = (SELECT tenant_id FROM authority WHERE id = $1)`,
    [authorityId],
  );
  expect(events).toEqual(sessions);
}

async function expectFoundAndRevoked(setup: IssuingSetup, kept: readonly Kept[], document: DidDocument): Promise<void> {
  const uris = [...new Set(kept.map(({ says }) => says.status.uri))];
  const statuses = async () => {
    const lists = new Map<string, (index: number) => number>();
    for (const uri of uris) lists.set(uri, await openStatusList(uri, document));
    return kept.map(({ says: { status } }) => lists.get(status.uri)?.(status.idx));
  };
  expect(await statuses()).toEqual(kept.map(() => 0));
  for (const { says, number } of kept) {
    const found = await setup.api.searchCredentials(setup, number);
    expect(found.filter(({ status }) => status === "valid").map(({ id }) => id)).toEqual([says.id]);
    await setup.api.revokeCredential(setup, says.id);
  }
  expect(await statuses()).toEqual(kept.map(() => 1));
}
