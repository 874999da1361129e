import type * as z from "zod";
import { WalletFailure, WireRefusal } from "@/components/wallet/protocol/wallet-failure";

/** The wallet's only way out. It speaks to its own origin alone: the page's security policy allows no other. */
export interface Transport {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly origin: string;
  readonly now: () => Date;
}

/** Throws for an address outside the wallet's origin, before anything is sent there. */
export function requireOwnOrigin({ origin }: Transport, url: string): void {
  if (URL.canParse(url) && new URL(url).origin === origin) return;
  const host = URL.canParse(url) ? new URL(url).host : url;
  throw new WalletFailure(
    "foreign_offer",
    "This offer comes from another portal",
    `The demo wallet takes offers of ${new URL(origin).host} only, and this one leads to ${host}. Open it in a wallet app on a phone instead.`,
  );
}

export async function send(transport: Transport, url: string, init?: RequestInit): Promise<Response> {
  requireOwnOrigin(transport, url);
  const request = { credentials: "omit", cache: "no-store", redirect: "error", ...init } as const;
  const response = await transport.fetch(url, request).catch(() => {
    const remedy = "Check the connection, then try again. The offer stays as it is.";
    throw new WalletFailure("unreachable", "The issuer did not answer", remedy);
  });
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  const [code, description] = [member(body, "error"), member(body, "error_description")];
  throw new WireRefusal(
    response.status,
    code || "server_error",
    description || `The issuer answered ${response.status}.`,
  );
}

/** Sends, and reads the answer by its schema. Unknown members are ignored, as the standard wants. */
export async function sendForJson<Schema extends z.ZodType>(
  transport: Transport,
  schema: Schema,
  url: string,
  init?: RequestInit,
): Promise<z.output<Schema>> {
  const response = await send(transport, url, init);
  const answer = schema.safeParse(await response.json().catch(() => null));
  if (answer.success) return answer.data;
  throw new WalletFailure(
    "unsupported",
    "The issuer's answer cannot be read",
    `${new URL(url).pathname} does not answer as OpenID4VCI 1.0 says. This is for the issuer to mend.`,
  );
}

function member(body: unknown, name: string): string {
  const value = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "string" ? value : "";
}
