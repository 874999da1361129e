import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { decode, type Tag } from "cbor2";
import { decodeJwt } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addSigningKey } from "@/lib/authority/add-signing-key";
import { createAuthority } from "@/lib/authority/create-authority";
import { findIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { makeNonce } from "@/lib/issuance/nonce";
import { Problem } from "@/lib/kernel/errors";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyType } from "@/lib/signing-key/schema";
import { capacityFor } from "@/lib/status-list/capacity";
import { drawIndices, turnStatusLists } from "@/lib/status-list/draw";
import { type Encoding, encodings } from "@/lib/status-list/encodings";
import { publishStatusList } from "@/lib/status-list/publish";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, claim, type IssuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const LIMIT = 4096;
const SIZE = 131_072;
const everyEncoding = Object.keys(encodings) as Encoding[];
const unlimited = jwkProvider();

/** The lengths of what was signed since a test began. */
let signed: number[] = [];
const longestMessage = (keyType: KeyType) => (keyType === "Ed25519" ? LIMIT : Number.POSITIVE_INFINITY);
const limited = {
  ...unlimited,
  longestMessage,
  sign: async (...[key, data]: Parameters<typeof unlimited.sign>) => {
    signed.push(data.length);
    if (data.length > longestMessage(key.keyType)) throw new Problem("key_provider_refused", "Too long.");
    return unlimited.sign(key, data);
  },
};

let platform: TestPlatform;
let ctx: Ctx;
beforeAll(async () => {
  platform = await testPlatform({ keyProviders: { jwk: limited } });
  ctx = await testCtx(platform);
});
beforeEach(() => {
  signed = [];
});

async function partsBy(keyType: KeyType, host = "works.example.org"): Promise<IssuingParts> {
  const authority = await createAuthority(ctx, {
    name: `Example Works ${crypto.randomUUID()}`,
    linkedDomainUrl: `https://${host}/`,
    didMethod: "web",
    key: { backend: "jwk", keyType, config: {} },
  });
  const contract = await createContract(ctx, badge(authority.id, { name: `Badge ${authority.id}` }));
  const issuer = await findIssuer(ctx, authority.id);
  if (!issuer) throw new Error("The new authority has no issuer.");
  return { issuer, contract };
}

async function claimed(parts: IssuingParts, count = 1) {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallets = await Promise.all(Array.from({ length: count }, () => TestWallet.make()));
  const payload = { nonce: makeNonce(ctx, parts.issuer.authorityId) };
  const proofs = await Promise.all(wallets.map((wallet) => wallet.proof(ctx, parts.issuer, { payload })));
  await claim(ctx, parts.issuer, accessToken, proofs);
  return ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, sessionId } });
}

const openLists = ({ issuer }: IssuingParts) =>
  ctx.db.statusList.findMany({ where: { tenantId: ctx.tenantId, authorityId: issuer.authorityId, state: "open" } });

/** Takes this many free entries of a list, as so many issuances do: each by a copy of a credential's row. */
const fill = (credentialId: string, listId: string, indices: readonly number[], status = "0") =>
  ctx.db.$executeRawUnsafe(
    `INSERT INTO credential (tenant_id, id, authority_id, contract_id, contract_version, session_id, attempt,
      signing_key_id, format, state, signing_input_digest, status_list_id, status_index, status_value,
      holder_thumbprint, valid_from, valid_until, prepared_at)
    SELECT tenant_id, gen_random_uuid(), authority_id, contract_id, contract_version, gen_random_uuid(), 1,
      signing_key_id, format, 'prepared', signing_input_digest, $2::uuid, index, ${status},
      holder_thumbprint, valid_from, valid_until, prepared_at
    FROM credential, unnest($3::int[]) AS index WHERE id = $1::uuid
    ON CONFLICT DO NOTHING`,
    credentialId,
    listId,
    indices,
  );

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What the statuses of a published list say, read in its own form. */
async function statusesOf(listId: string, encoding: Encoding): Promise<(index: number) => number> {
  const list = await publishStatusList(ctx, listId, encoding);
  if (!list) throw new Error("There is no such list.");
  if (encoding === "bitstring" || encoding === "list2021") {
    const { vc } = decodeJwt<{ vc: { credentialSubject: { encodedList: string } } }>(list.text);
    const text = vc.credentialSubject.encodedList;
    const bytes = gunzipSync(Buffer.from(encoding === "bitstring" ? text.slice(1) : text, "base64url"));
    expect(bytes.length).toBe(SIZE / 8);
    return (index) => ((bytes[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
  }
  const lst =
    encoding === "token"
      ? Buffer.from(decodeJwt<{ status_list: { lst: string } }>(list.text).status_list.lst, "base64url")
      : cborList(list.body as Uint8Array);
  const bytes = inflateSync(lst);
  expect(bytes.length).toBe(SIZE / 4);
  return (index) => ((bytes[index >> 2] ?? 0) >> ((index & 3) * 2)) & 3;
}

function cborList(body: Uint8Array): Uint8Array {
  const [, , payload] = decode<Tag>(body, { preferMap: true }).contents as [unknown, unknown, Uint8Array];
  const list = (decode(payload, { preferMap: true }) as Map<number, Map<string, unknown>>).get(65533);
  return list?.get("lst") as Uint8Array;
}

describe("a key that signs at most 4096 bytes at once (P4)", () => {
  test.each([
    ["all of it is revoked", "1"],
    ["a random half of it is", "(random() < 0.5)::int"],
    ["a random half of it is suspended", "(random() < 0.5)::int * 2"],
    ["a third each is valid, revoked and suspended", "floor(random() * 3)::int"],
    // Bytes that DEFLATE's fixed codes write in nine bits each.
    [
      "it fits DEFLATE worst",
      "CASE index % 4 WHEN 3 THEN 2 WHEN 2 THEN 1 + (random() < 0.5)::int ELSE floor(random() * 3)::int END",
    ],
  ])("signs a list in every form when every entry is given and %s", async (_, pattern) => {
    const parts = await partsBy("Ed25519");
    const [first] = await claimed(parts);
    const listId = first?.statusListId ?? "";
    const { capacity, size } = await ctx.db.statusList.findFirstOrThrow({ where: { id: listId } });
    expect(size).toBe(SIZE);
    // Not so few that a list would tell who is in it.
    expect(capacity).toBeGreaterThan(4000);
    // No process ever takes more than these, however late it learns that a list was closed.
    await fill(first?.id ?? "", listId, upTo(capacity), pattern);
    await turnStatusLists(platform);
    expect((await openLists(parts)).map(({ id }) => id)).not.toContain(listId);
    const rows = await ctx.db.credential.findMany({ where: { statusListId: listId } });
    expect(rows).toHaveLength(capacity);
    signed = [];
    for (const encoding of everyEncoding) {
      const statusAt = await statusesOf(listId, encoding);
      const told = encoding === "token" || encoding === "cwt" ? 2 : 1;
      expect(rows.filter((row) => statusAt(row.statusIndex) !== Math.min(told, row.statusValue))).toEqual([]);
    }
    expect(signed).toHaveLength(everyEncoding.length);
    expect(Math.max(...signed)).toBeLessThanOrEqual(LIMIT);
  });

  test("takes its next list once half of those entries are given", async () => {
    const parts = await partsBy("Ed25519");
    const [first] = await claimed(parts);
    const [one, two] = await openLists(parts);
    const { capacity = 0, id = "" } = one ?? {};
    await fill(first?.id ?? "", id, upTo(Math.ceil(capacity / 2) - 1));
    await turnStatusLists(platform);
    const taken = await ctx.db.credential.count({ where: { statusListId: id } });
    expect((await openLists(parts)).some((list) => list.id === id)).toBe(taken * 2 < capacity);
    await fill(first?.id ?? "", id, upTo(Math.ceil(capacity / 2) + 1));
    await turnStatusLists(platform);
    const open = (await openLists(parts)).map((list) => list.id);
    expect(open).toHaveLength(2);
    expect(open).toContain(two?.id);
    expect(open).not.toContain(id);
  });

  test("goes on issuing, ten at once, when its lists are full sooner than anybody saw", async () => {
    const parts = await partsBy("Ed25519");
    const [first] = await claimed(parts);
    const full = await openLists(parts);
    for (const { id, capacity } of full) await fill(first?.id ?? "", id, upTo(capacity));
    const rows = await claimed(parts, 10);
    expect(rows).toHaveLength(10);
    const fullIds = full.map(({ id }) => id);
    expect(rows.filter((row) => fullIds.includes(row.statusListId))).toEqual([]);
    expect(rows.every((row) => row.state === "issued")).toBe(true);
  });

  test("the longer its DID, the fewer entries; under one that leaves none it is refused in words", async () => {
    const short = await partsBy("Ed25519");
    const long = await partsBy("Ed25519", `${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.example.org`);
    const list = { size: SIZE, bits: 2 } as const;
    expect(await capacityFor(ctx, long.issuer, list)).toBeLessThan(await capacityFor(ctx, short.issuer, list));
    const endless = { ...short.issuer, did: `did:web:example.org:${"a".repeat(1000)}` };
    await expect(drawIndices(ctx, { ...endless, authorityId: crypto.randomUUID() }, 1)).rejects.toMatchObject({
      code: "key_provider_refused",
      message: expect.stringContaining("at most 4096 bytes"),
    });
  });

  test("does not follow a key that has no limit: lists that are there would be too long for it", async () => {
    const { issuer } = await partsBy("P-256");
    const added = addSigningKey(ctx, { authorityId: issuer.authorityId, signingKeyCurve: "Ed25519" });
    await expect(added).rejects.toMatchObject({
      code: "invalid_request",
      details: { fields: { signingKeyCurve: expect.stringContaining("at most 4096 bytes") } },
    });
  });
});

test("a key without a limit has all 131,072 entries of a list (P4)", async () => {
  const parts = await partsBy("P-256");
  await claimed(parts);
  expect((await openLists(parts)).map(({ size, capacity }) => [size, capacity])).toEqual([
    [SIZE, SIZE],
    [SIZE, SIZE],
  ]);
});

test("DEFLATE makes at most 9/8 of whatever stands at a list's start, beside a little for the rest", () => {
  for (const length of [0, 64, 700, 1500, 4000]) {
    for (const least of [0, 144]) {
      const bytes = new Uint8Array(SIZE / 4);
      crypto.getRandomValues(bytes.subarray(0, length));
      for (let at = 0; at < length; at++) bytes[at] = least + ((bytes[at] ?? 0) % (256 - least));
      const most = Math.ceil((length * 9) / 8) + Math.ceil((SIZE / 4 / 258) * (13 / 8)) + 32;
      expect(deflateSync(bytes, { level: 9 }).length).toBeLessThanOrEqual(most);
      expect(gzipSync(bytes.subarray(0, SIZE / 8), { level: 9 }).length).toBeLessThanOrEqual(most);
    }
  }
});
