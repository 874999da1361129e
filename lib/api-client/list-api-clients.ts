import * as z from "zod";
import { presentApiClient, shownColumns } from "@/lib/api-client/present-api-client";
import type { ApiClientView } from "@/lib/api-client/schema";
import { defineUseCase } from "@/lib/use-case";

const MOST_SHOWN = 500;

/** The tenant's API clients, newest first. They are made by hand, so one page holds them all. */
export const listApiClients = defineUseCase(
  { name: "listApiClients", input: z.undefined() },
  async (ctx): Promise<ApiClientView[]> => {
    const rows = await ctx.db.apiClient.findMany({
      where: { tenantId: ctx.tenantId },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: MOST_SHOWN,
      select: shownColumns,
    });
    return rows.map((row) => presentApiClient(row, ctx.now()));
  },
);
