import type { Actor, Ctx, Platform } from "@/lib/context";

/** Somebody as a row of long work keeps them, until {@link onBehalfOf} reads it. */
export const keptActor = ({ type, id }: Actor): string => `${type}:${id}`;

interface LongWork {
  readonly tenantId: string;
  readonly id: string;
  readonly createdBy: string;
}

/** In which long work is done: each of its steps is told as the deed of whoever asked for it all. */
export function onBehalfOf(platform: Platform, { tenantId, id, createdBy }: LongWork): Ctx {
  const [, type = "system", actorId = createdBy] = /^(user|app|wallet|system):(.*)$/s.exec(createdBy) ?? [];
  const actor: Actor = { type: type as Actor["type"], id: actorId, permissions: [] };
  return { ...platform, tenantId, db: platform.prisma, requestId: id, actor };
}
