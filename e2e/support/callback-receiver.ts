import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { importJWK, type JWK } from "jose";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { ask } from "@/e2e/support/wallet/ask";

interface Delivery {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: { requestId: string; requestStatus: string; state: string; error?: { code: string } };
}

/** Someone's server that is told how issuances go. `statuses` says by path what it answers; 200 when nothing is said. */
export async function callbackReceiver() {
  const deliveries: Delivery[] = [];
  const statuses = new Map<string, (delivery: Delivery) => number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const path = request.url ?? "";
      const delivery = { path, headers: request.headers, body, event: JSON.parse(body) };
      deliveries.push(delivery);
      const status = statuses.get(path)?.(delivery) ?? 200;
      response
        .writeHead(status, status === 307 ? { location: `${defaultServer.callbackReceiver}/elsewhere` } : {})
        .end();
    });
  });
  server.listen(Number(new URL(defaultServer.callbackReceiver).port), "127.0.0.1");
  await once(server, "listening");
  return {
    url: (path: string) => defaultServer.callbackReceiver + path,
    statuses,
    at: (path: string) => deliveries.filter((delivery) => delivery.path === path),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Checks a delivery as its receiver would: `v1a` over id, timestamp and body, with the published key (security E6). */
export async function verifyDelivery(portal: string, { headers, body }: Delivery): Promise<boolean> {
  const { keys } = (await ask(`${portal}/.well-known/callback-keys`)).json<{ keys: JWK[] }>();
  const [key] = keys;
  if (!key || "d" in key) return false;
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
  const [version, value = ""] = String(signature).split(",");
  if (version !== "v1a" || Math.abs(Date.now() / 1000 - Number(timestamp)) > 60) return false;
  const imported = await importJWK(key, "EdDSA");
  if (imported instanceof Uint8Array) return false;
  const bytes = Buffer.from(`${id}.${timestamp}.${body}`);
  return crypto.subtle.verify("Ed25519", imported, Buffer.from(value, "base64"), bytes);
}
