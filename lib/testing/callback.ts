import type { Ctx } from "@/lib/context";
import type { Egress, EgressResult } from "@/lib/egress/egress";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { maskedRequest } from "@/lib/issuance/masked-request";
import { sealColumn } from "@/lib/issuance/sealed";
import { badgeClaims, type IssuingParts } from "@/lib/testing/issuing";

export interface Told {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: { id: string; type: string; data: Record<string, unknown> };
}

export const answered = (status: number): EgressResult => ({
  ok: true,
  status,
  headers: {},
  body: new Uint8Array(),
});

/** Somebody who is told, and an egress that leads to them only. */
export class Listener {
  readonly told: Told[] = [];
  /** Says how an event is answered; with 200 when nothing is said. */
  answer: (told: Told) => EgressResult | Promise<EgressResult> = () => answered(200);

  readonly egress: Egress = {
    request: async (url, { headers = {}, body }) => {
      const told = { url, headers: { ...headers }, body: String(body), event: JSON.parse(String(body)) };
      this.told.push(told);
      return this.answer(told);
    },
    refusal: () => undefined,
  };

  types(): string[] {
    return this.told.map(({ event }) => event.type);
  }
}

interface IssuerOffer {
  readonly url?: string;
  readonly request?: Record<string, unknown>;
  readonly batch?: boolean;
  readonly format?: "jwt_vc_json" | "dc+sd-jwt";
}

/** An offer whose callback is the Issuer API's. */
export async function issuerOffer(
  ctx: Ctx,
  { contract }: IssuingParts,
  { url = "https://app.example.org/events/$id?session=$id", request = {}, batch = false, format }: IssuerOffer = {},
): Promise<{ id: string; offerUri: string }> {
  const made = await createIssuance(ctx, { contractId: contract.id, claims: badgeClaims, ...(format && { format }) });
  await setIssuerCallback(ctx, made.id, { url, request, batch });
  return made;
}

/** Gives a session the Issuer API's callback, sealed as its own. */
async function setIssuerCallback(
  ctx: Ctx,
  sessionId: string,
  { url, request, batch }: { url: string; request: Record<string, unknown>; batch: boolean },
): Promise<void> {
  const place = { tenantId: ctx.tenantId, sessionId };
  const callback = { kind: "issuer" as const, url, request: maskedRequest(request), batch };
  const sealedCallback = await sealColumn(ctx, place, "sealed_callback", callback);
  await ctx.db.issuanceSession.updateMany({
    where: { tenantId: ctx.tenantId, id: sessionId },
    data: { sealedCallback },
  });
}
