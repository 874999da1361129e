import * as z from "zod";
import type { ApiClientView } from "@/lib/api-client/schema";

interface StoredApiClient {
  readonly id: string;
  readonly name: string;
  readonly permissions: unknown;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

/** The columns that may be shown. */
export const shownColumns = {
  id: true,
  name: true,
  permissions: true,
  expiresAt: true,
  lastUsedAt: true,
  disabledAt: true,
  createdAt: true,
} as const;

export function presentApiClient(row: StoredApiClient, now: Date): ApiClientView {
  const expired = row.expiresAt !== null && row.expiresAt <= now;
  return {
    id: row.id,
    name: row.name,
    permissions: z.array(z.string()).parse(row.permissions),
    state: row.disabledAt ? "disabled" : expired ? "expired" : "active",
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
