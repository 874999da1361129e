import type { AuditFilter } from "@/lib/audit/schema";

/** What the page's address says. Days are whole days in UTC, as the trail keeps its times. */
export interface AuditQuery {
  readonly action?: string;
  readonly actor?: string;
  readonly target?: string;
  readonly from?: string;
  readonly until?: string;
  readonly after?: string;
}

export const auditFilterOf = ({ from, until, ...rest }: AuditQuery): AuditFilter => ({
  ...rest,
  ...(from && { from: `${from}T00:00:00.000Z` }),
  ...(until && { until: `${until}T23:59:59.999Z` }),
});

export const isNarrowed = ({ after: _, ...filters }: AuditQuery): boolean => Object.keys(filters).length > 0;

export function auditHref(query: AuditQuery): string {
  const search = new URLSearchParams(Object.entries(query)).toString();
  return search ? `/activity?${search}` : "/activity";
}
