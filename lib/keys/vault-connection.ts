import { setTimeout as wait } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import * as z from "zod";
import type { Egress, EgressMethod } from "@/lib/egress/egress";
import { sha256Base64url } from "@/lib/kernel/hash";
import { guards } from "@/lib/keys/guards";
import { failureOf, isOutage, isPassing, type VaultAction, VaultFailure, vaultProblem } from "@/lib/keys/vault-refusal";
import { VaultSession } from "@/lib/keys/vault-session";
import type { VaultKeyConfig } from "@/lib/signing-key/vault-schema";

const REQUEST_MS = 2000;
const TRIES = 3;
/** Asked but once, it may take longer: a large key is not made in two seconds. */
const MAKING_MS = 5000;
const PAUSE_MS = 100;

export interface VaultConnection {
  /**
   * Asks the Transit engine under the limits of security E5; `path` is below its mount. Gives the body of a 2xx, null
   * for an empty one and for a key that is not there; what it throws is a Problem. Nothing we ask of Vault does harm
   * when it is asked twice, for we name the keys ourselves.
   */
  call(action: VaultAction, method: EgressMethod, path: string, body?: unknown): Promise<unknown>;
}

export interface VaultMeans {
  readonly egress: Egress;
  readonly now: () => Date;
}

const EmptyErrors = z.object({ errors: z.array(z.never()).length(0) });

/** Vault's way of saying that a path is served and that there is nothing at it. */
const nothingThere = (body: unknown): boolean => EmptyErrors.safeParse(body).success;

function parseBody(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return null;
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw new VaultFailure("silent", "an answer that is no JSON");
  }
}

function connect(tenantId: string, config: VaultKeyConfig, { egress, now }: VaultMeans): VaultConnection {
  const send = async (action: VaultAction, method: EgressMethod, path: string, body: unknown, token: string | null) => {
    const answer = await egress.request(`${config.server}/v1/${path}`, {
      method,
      headers: {
        "X-Vault-Request": "true",
        ...(token === null ? {} : { "X-Vault-Token": token }),
        ...(config.namespace ? { "X-Vault-Namespace": config.namespace } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      tenantId,
      lane: "keys",
      timeoutMs: action === "create" ? MAKING_MS : REQUEST_MS,
    });
    if (!answer.ok) throw new VaultFailure("silent", answer.cause);
    if (answer.status >= 200 && answer.status < 300) return parseBody(answer.body);
    if (method !== "POST" && answer.status === 404 && nothingThere(parseBody(answer.body))) return null;
    throw failureOf(answer.status, action);
  };
  const session = new VaultSession(config, (path, body, token) => send("signIn", "POST", path, body, token), now);
  const guard = guards(isOutage);

  async function once(action: VaultAction, method: EgressMethod, path: string, body: unknown, again = true) {
    const token = await session.token();
    try {
      return await send(action, method, `${config.mount}/${path}`, body, token);
    } catch (error) {
      const denied = error instanceof VaultFailure && error.kind === "denied";
      // A token that was revoked before its time is told from a missing right only by trying another.
      if (!denied || !again || !session.drop(token)) throw error;
      return once(action, method, path, body, false);
    }
  }

  async function tried(action: VaultAction, method: EgressMethod, path: string, body: unknown): Promise<unknown> {
    for (let left = action === "create" ? 0 : TRIES - 1; ; left--) {
      try {
        return await once(action, method, path, body);
      } catch (error) {
        if (left === 0 || !isPassing(error)) throw error;
        await wait(PAUSE_MS * (TRIES - left));
      }
    }
  }

  return {
    async call(action, method, path, body) {
      try {
        return await guard.execute(() => tried(action, method, path, body));
      } catch (error) {
        throw vaultProblem(error, action);
      }
    },
  };
}

/** Connections that are kept, each for one tenant and one set of credentials only (security S8). */
export function vaultConnections(means: VaultMeans) {
  const open = new LRUCache<string, VaultConnection>({ max: 500 });
  return (tenantId: string, config: VaultKeyConfig): VaultConnection => {
    const name = sha256Base64url(JSON.stringify([tenantId, config]));
    const known = open.get(name);
    if (known) return known;
    const connection = connect(tenantId, config, means);
    open.set(name, connection);
    return connection;
  };
}
