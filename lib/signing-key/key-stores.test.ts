import { afterAll, describe, expect, test } from "vitest";
import { defaultApplication, startKeyVaultServer } from "@/e2e/support/azure-key-vault-server/server.mjs";
import { startVaultServer } from "@/e2e/support/vault-server/server.mjs";
import type { Ctx } from "@/lib/context";
import { createEgress } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { createKeyProviders } from "@/lib/keys/registry";
import { signerOf } from "@/lib/keys/signer";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import type { OnboardSigningKey } from "@/lib/signing-key/schema";
import { keyHandle } from "@/lib/signing-key/store";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { refusalOf } from "@/lib/testing/refusal";

const SECRET = "hvs.canary-of-a-key-store";
const application = { ...defaultApplication, clientSecret: SECRET };
const vault = await startVaultServer({ identities: [{ name: "portal", token: SECRET }] });
const azure = await startKeyVaultServer({ applications: [application] });
afterAll(async () => {
  await vault.stop();
  await azure.stop();
});

const egress = createEgress({ allow: [vault.url, azure.url].map((url) => new URL(url).host) });
const azureMeans = { authorityHost: azure.url, identity: null };
const now = () => new Date(0);
const platform = await testPlatform({
  egress,
  keyProviders: createKeyProviders({ awsRolesAllowed: [], egress, now, azure: azureMeans }),
});
const ctx = await testCtx(platform);

const inputs = {
  vault: {
    backend: "vault",
    keyType: "P-256",
    config: { credentials: "token", server: vault.url, mount: "transit", token: SECRET },
  },
  azure: {
    backend: "azure",
    keyType: "P-256",
    config: { credentials: "clientSecret", vaultUrl: azure.url, ...application },
  },
} as const satisfies Record<string, OnboardSigningKey>;

const everything = async (of: Ctx): Promise<string> =>
  JSON.stringify(
    await Promise.all([
      of.db.signingKey.findMany({ where: { tenantId: of.tenantId } }),
      of.db.auditEvent.findMany({ where: { tenantId: of.tenantId } }),
    ]),
    (_, value) => (typeof value === "bigint" ? `${value}` : value),
  );

describe.each(Object.entries(inputs))("a key in %s", (backend, input) => {
  test("signs for its tenant; its secret is in no view, row or audit event (I7, S1, S5, Z3)", async () => {
    const view = await onboardSigningKey(ctx, input);
    expect(view).toMatchObject({ backend, state: "enabled", reference: expect.stringContaining("/keys/signing-key-") });
    expect(await getSigningKey(ctx, { signingKeyId: view.id })).toMatchObject({ state: "enabled" });
    const handle = await keyHandle(ctx, ctx.tenantId, view.id);
    const signer = signerOf(ctx.keyProviders[input.backend], handle, "did:web:example.org#key");
    expect(await signer.sign(utf8("sample"))).toHaveLength(64);
    expect(JSON.stringify(view)).not.toContain(SECRET);
    expect(await everything(ctx)).not.toContain(SECRET);
  });

  test("another tenant has nothing of it (I10)", async () => {
    const { id } = await onboardSigningKey(ctx, input);
    const other = await testCtx(platform, { tenant: `other of ${backend}` });
    await expect(keyHandle(other, other.tenantId, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("its credentials are taken from an owner only (A6)", async () => {
    const admin = await testCtx(platform, {
      actor: { ...ctx.actor, type: "user", role: "admin" } as Ctx["actor"],
    });
    expect(await refusalOf(onboardSigningKey(admin, input))).toMatchObject({ code: "forbidden" });
  });

  test("one whose making we never heard of is found by its name and destroyed (I14)", async () => {
    const { id, reference } = await onboardSigningKey(ctx, { ...input, name: "Lost" });
    const where = { tenantId_id: { tenantId: ctx.tenantId, id } };
    await ctx.db.signingKey.update({
      where,
      data: { state: "creating", reference: null, createdAt: new Date(platform.now().getTime() - 600_000) },
    });
    await recoverSigningKeys(platform);
    await recoverSigningKeys(platform);
    const row = await ctx.db.signingKey.findUniqueOrThrow({ where });
    expect(row).toMatchObject({ state: "pendingDeletion", reference, deletionDate: expect.any(Date) });
    const handle = await keyHandle(ctx, ctx.tenantId, id);
    const provider = ctx.keyProviders[input.backend];
    expect(await refusalOf(provider.sign(handle, utf8("sample")))).toMatchObject({ code: "key_provider_refused" });
  });
});
