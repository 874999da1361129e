import { beforeAll, beforeEach, expect, test } from "vitest";
import { createApiClient } from "@/lib/api-client/create-api-client";
import { disableApiClient } from "@/lib/api-client/disable-api-client";
import { findActiveClient, forgetApiClient } from "@/lib/api-client/store";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import { findIssuer, forgetIssuer } from "@/lib/authority/signer";
import type { Ctx, Platform } from "@/lib/context";
import { forgetKey, keyHandle } from "@/lib/signing-key/store";
import { swapCredentials } from "@/lib/signing-key/swap-credentials";
import { optOut } from "@/lib/tenant/opt-out";
import { findTenant, forgetTenant } from "@/lib/tenant/store";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { gate } from "@/lib/testing/gate";
import { type IssuingParts, issuingParts } from "@/lib/testing/issuing";

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;
let count = 0;

beforeAll(async () => {
  platform = await testPlatform();
});

/** Somebody reads the row before `change` and gets the answer after it: gives what is known then. */
async function knownAfter<Row>(
  statement: string,
  look: (at: Platform) => Promise<Row>,
  change: () => Promise<unknown>,
): Promise<Row> {
  const arrived = gate();
  const answer = gate();
  const sql: Platform["sql"] = async (asked, values) => {
    const rows = await platform.sql<never>(asked, values);
    if (asked.name === statement) {
      arrived.open();
      await answer.opened;
    }
    return rows;
  };
  const early = look({ ...platform, sql });
  await arrived.opened;
  await change();
  answer.open();
  await early;
  return look(platform);
}

beforeEach(async () => {
  ctx = await testCtx(platform, { tenant: `forgotten-${++count}` });
  parts = await issuingParts(ctx);
});

test("nobody signs by a key's former credentials once they were replaced, though a reading of them came late (S8)", async () => {
  const { signingKeyId: id } = parts.issuer;
  const where = { tenantId_id: { tenantId: ctx.tenantId, id } };
  const { sealedConfig } = await ctx.db.signingKey.findUniqueOrThrow({ where });
  forgetKey(ctx, ctx.tenantId, id);
  const key = await knownAfter(
    "find-signing-key",
    (at) => keyHandle(at, ctx.tenantId, id),
    () => swapCredentials(ctx, "jwk", [{ id, sealedConfig, settings: {} }], { token: "the new one" }),
  );
  expect(key.config.unwrap()).toEqual({ token: "the new one" });
});

test("an issuer that was deleted issues no more, though a reading of it came late", async () => {
  const { authorityId } = parts.issuer;
  await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
  forgetIssuer(ctx, authorityId);
  const issuer = await knownAfter(
    "find-issuer",
    (at) => findIssuer(at, authorityId),
    () => deleteAuthority(ctx, { authorityId }),
  );
  expect(issuer).toBeNull();
});

test("an organisation that has opted out is enabled for nobody, though a reading of it came late (I12)", async () => {
  forgetTenant(ctx, ctx.tenantId);
  const tenant = await knownAfter(
    "find-tenant-by-id",
    (at) => findTenant(at, ctx.tenantId),
    () => optOut(ctx, undefined),
  );
  expect(tenant?.status).toBe("optedOut");
});

test("a client that was shut out gets in no more, though a reading of it came late (A3)", async () => {
  const { client } = await createApiClient(ctx, {
    name: "Sample client",
    permissions: ["VerifiableCredential.Authority.Read"],
    validityDays: null,
  });
  forgetApiClient(ctx, ctx.tenantId, client.id);
  const active = await knownAfter(
    "find-api-client",
    (at) => findActiveClient(at, ctx.tenantId, client.id),
    () => disableApiClient(ctx, { id: client.id }),
  );
  expect(active).toBeNull();
});
