import { afterAll } from "vitest";
import type { Actor, Ctx, Platform } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import type { Egress } from "@/lib/egress/egress";
import { systemRandom } from "@/lib/kernel/ids";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { rolePermissions } from "@/lib/kernel/policy";
import { createKeyProviders } from "@/lib/keys/registry";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { onboardTenant } from "@/lib/tenant/onboard-tenant";
import { testDatabase } from "@/lib/testing/database";

/** The moment at which the tests' clock stands until {@link TestClock.advance} or a pause moves it. */
export const TEST_TIME = new Date("2026-03-01T10:20:30.000Z");

export interface TestClock {
  advance(seconds: number): void;
}

const noAzure = { authorityHost: "https://login.example.org", identity: null };

/** Key providers that a test does not replace are the real ones. */
type TestParts = Partial<Omit<Platform, "keyProviders">> & { keyProviders?: Partial<Platform["keyProviders"]> };

export type TestPlatform = Platform & { readonly clock: TestClock; readonly databaseUrl: string };

/** The same as another process has it: with nothing remembered. */
export const anotherProcess = <At extends Platform>(at: At): At => ({ ...at, prisma: Object.create(at.prisma) });

/** Nothing leaves a test: each request out is refused unless the test brings an egress of its own. */
const closedEgress: Egress = {
  request: async () => ({ ok: false, cause: "no network in tests" }),
  refusal: () => undefined,
};

/** A platform on a database of its own, with a stopped clock and no network. Closed after the file's tests. */
export async function testPlatform({ keyProviders, ...parts }: TestParts = {}): Promise<TestPlatform> {
  const database = await testDatabase();
  const connection = connectDatabase(database.url, 10);
  afterAll(async () => {
    await connection.close();
    await database.stop();
  });
  let time = TEST_TIME.getTime();
  const now = () => new Date(time);
  const egress = parts.egress ?? closedEgress;
  return {
    publicUrl: "https://portal.example.org",
    masterKeys: new MasterKeys(Buffer.alloc(32, 7)),
    egress,
    random: systemRandom,
    keyProviders: { ...createKeyProviders({ awsRolesAllowed: [], azure: noAzure, egress, now }), ...keyProviders },
    defaultBackend: "jwk",
    hasAzureCredentials: false,
    didRegistrarUrl: null,
    prisma: connection.prisma,
    sql: connection.sql,
    now,
    pause: async (milliseconds) => {
      time += milliseconds;
    },
    ...parts,
    databaseUrl: database.url,
    clock: {
      advance: (seconds) => {
        time += seconds * 1000;
      },
    },
  };
}

const owner: Actor = { type: "user", id: "owner-1", permissions: rolePermissions.owner, role: "owner" };

/** A context in an onboarded tenant of its own; `actor` replaces the owner. */
export async function testCtx(
  platform: Platform,
  { actor = owner, tenant = "default" }: { actor?: Actor; tenant?: string } = {},
): Promise<Ctx> {
  const { id } = await ensureTenant(platform, tenant);
  const ctx: Ctx = { ...platform, tenantId: id, actor: owner, requestId: "test-request", db: platform.prisma };
  await onboardTenant(ctx, undefined);
  return { ...ctx, actor };
}
