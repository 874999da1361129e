import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { type Destination, destinationOf, type EgressFailure } from "@/lib/egress/destination";
import { EgressError, exchange } from "@/lib/egress/exchange";
import { isPublicAddress } from "@/lib/egress/public-address";
import { Slots } from "@/lib/egress/slots";

const IN_ALL_MS = 5000;
const CONNECT_MS = 2000;
const AT_ONCE_PER_TENANT = 16;
const MAX_BYTES = 64 * 1024;

export type EgressMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface EgressRequest {
  readonly method: EgressMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Largest answer in bytes; 64 KiB unless said otherwise. */
  readonly maxBytes?: number;
  readonly tenantId: string;
  /** Requests of one lane wait for one another only: a receiver of callbacks must not hold up a key store, nor a webhook a callback. */
  readonly lane?: "keys" | "webhooks";
  /** Milliseconds in all; 5000 unless it shall be less. */
  readonly timeoutMs?: number;
}

export type EgressResult =
  | {
      readonly ok: true;
      /** Any but a redirect: whether a 404 or 500 is a failure is the caller's question. */
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** `cause` goes to the audit trail; to callers all failures look the same (security E4). */
  | { readonly ok: false; readonly cause: string };

/** The one way out (security E1): every connection to an address that a request or a stored document names. */
export interface Egress {
  request(url: string, request: EgressRequest): Promise<EgressResult>;
  /** Why a URL could never be asked, judged by its text alone; for the check when it is saved (security E4). */
  refusal(url: string): string | undefined;
}

export interface EgressOptions {
  /** `host:port` the operator excepts from the rules on scheme, port and address (EGRESS_ALLOW). */
  readonly allow: readonly string[];
  /** All addresses of a name. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** A certificate authority to trust besides the system's. */
  readonly ca?: string;
}

/** Five seconds in all, two of them to connect, 16 KiB of headers, 16 requests at once per tenant (security E3). */
export function createEgress({ allow, resolve = systemAddresses, ca }: EgressOptions): Egress {
  const slots = new Slots(AT_ONCE_PER_TENANT);
  return {
    refusal: (url) => {
      const destination = destinationOf(url, allow);
      return typeof destination === "string" ? destination : undefined;
    },
    request: async (url, { method, headers, body, maxBytes = MAX_BYTES, tenantId, lane, timeoutMs = IN_ALL_MS }) => {
      const destination = destinationOf(url, allow);
      if (typeof destination === "string") return { ok: false, cause: destination };
      const signal = AbortSignal.timeout(Math.min(timeoutMs, IN_ALL_MS));
      let free = () => {};
      try {
        free = await slots.take(lane ? `${tenantId}/${lane}` : tenantId, signal);
        const addresses = await checkedAddresses(destination, resolve, signal);
        const answer = await exchange(destination, addresses, {
          method,
          headers: lowerCase(headers ?? {}),
          body,
          maxBytes,
          signal,
          ca,
        });
        return { ok: true, ...answer };
      } catch (error) {
        return { ok: false, cause: causeOf(error, signal) };
      } finally {
        free();
      }
    },
  };
}

async function systemAddresses(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** Looks the name up once. One address that is not public spoils them all. */
async function checkedAddresses(
  { host, excepted }: Destination,
  resolve: (host: string) => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (isIP(host)) return [host];
  const addresses = await beforeEnd(
    resolve(host).catch(() => []),
    AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]),
  );
  if (addresses.length === 0) throw new EgressError("name_not_resolved");
  if (!excepted && !addresses.every(isPublicAddress)) throw new EgressError("address_not_public");
  return addresses;
}

function beforeEnd<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const end = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new EgressError("connect_timeout")), { once: true });
  });
  return Promise.race([work, end]);
}

function causeOf(error: unknown, signal: AbortSignal): EgressFailure {
  if (error instanceof EgressError) return error.failure;
  return signal.aborted ? "timeout" : "connection_failed";
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
