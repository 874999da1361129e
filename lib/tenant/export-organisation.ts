import * as z from "zod";
import { record } from "@/lib/audit/record";
import { authorityColumns, authorityView } from "@/lib/authority/store";
import type { Ctx } from "@/lib/context";
import { listReleased, readCredentials } from "@/lib/credential/store";
import { organisationSettings } from "@/lib/tenant/organisation-settings";
import { defineUseCase } from "@/lib/use-case";

/**
 * Everything an organisation would lose by opting out, as one JSON text in parts: settings, authorities with their
 * public keys, contracts with all their versions, and the records of credentials. No secret and no claim is among it.
 */
export const exportOrganisation = defineUseCase(
  { name: "exportOrganisation", input: z.undefined() },
  async (ctx): Promise<AsyncGenerator<string>> => {
    await record(ctx, { action: "tenant.exported", targetType: "tenant", targetId: ctx.tenantId });
    return parts(ctx);
  },
);

async function* parts(ctx: Ctx): AsyncGenerator<string> {
  const settings = await organisationSettings(ctx);
  yield `{"exportedAt":${JSON.stringify(ctx.now())},"organisation":${JSON.stringify(settings)},"authorities":`;
  const where = { tenantId: ctx.tenantId, deletedAt: null };
  const orderBy = [{ createdAt: "asc" as const }, { id: "asc" as const }];
  const rows = await ctx.db.authority.findMany({ where, select: authorityColumns, orderBy });
  yield `${JSON.stringify(rows.map(authorityView(ctx)))},"contracts":[`;
  yield* listed(contracts(ctx));
  yield `],"credentials":[`;
  yield* listed(credentials(ctx));
  yield "]}\n";
}

async function* listed(items: AsyncGenerator<unknown>): AsyncGenerator<string> {
  let comma = "";
  for await (const item of items) {
    yield `${comma}\n${JSON.stringify(item)}`;
    comma = ",";
  }
}

/** A contract can hold pictures, so they come one by one. */
async function* contracts(ctx: Ctx): AsyncGenerator<unknown> {
  const { tenantId } = ctx;
  const where = { tenantId, authority: { is: { deletedAt: null } } };
  const found = await ctx.db.contract.findMany({ where, select: { id: true }, orderBy: { createdAt: "asc" } });
  for (const { id } of found) {
    yield await ctx.db.contract.findUnique({
      where: { tenantId_id: { tenantId, id } },
      select: {
        publicId: true,
        authorityId: true,
        name: true,
        version: true,
        formats: true,
        availableInVcDirectory: true,
        issueNotificationEnabled: true,
        issueNotificationAllowedToGroupOids: true,
        allowOverrideValidityIntervalOnIssuance: true,
        createdAt: true,
        archivedAt: true,
        versions: {
          select: { version: true, rules: true, displays: true, createdAt: true },
          orderBy: { version: "asc" },
        },
      },
    });
  }
}

const AT_ONCE = 1000;
const BEFORE_ALL = { preparedAt: "9999-12-31T00:00:00Z", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

async function* credentials(ctx: Ctx): AsyncGenerator<unknown> {
  let last = BEFORE_ALL;
  for (;;) {
    const page = await readCredentials(ctx, listReleased, [new Date(last.preparedAt), last.id, AT_ONCE]);
    yield* page;
    const end = page.at(-1);
    if (!end || page.length < AT_ONCE) return;
    last = end;
  }
}
