import { type AuditQuery, auditFilterOf } from "@/components/audit/audit-query";
import { AuditFilter } from "@/lib/audit/schema";

const names = ["action", "actor", "target", "from", "until", "after"] as const;

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the address; what nobody could mean is left out rather than refused. */
export function auditQueryOf(search: SearchParams): AuditQuery {
  const given = names.map((name) => [name, search[name]] as const);
  const query = Object.fromEntries(
    given.filter(([, value]) => typeof value === "string" && value !== ""),
  ) as AuditQuery;
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => AuditFilter.safeParse(auditFilterOf({ [name]: value })).success),
  );
}
