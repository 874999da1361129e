import { once } from "node:events";
import { createServer } from "node:http";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";

export type Served =
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly status: number; readonly location?: string };

/**
 * A web server of the organisation's own: its linked domain, to which it copies what the Admin API generates. It stands
 * where the journeys' portal may go, at the address of the receivers of callbacks, so one of the two runs at a time.
 */
export async function domainHost() {
  const files = new Map<string, Served>();
  const server = createServer((request, response) => {
    const file = files.get((request.url ?? "").replace("/.well-known/", "")) ?? { status: 404 };
    if ("status" in file) response.writeHead(file.status, file.location ? { location: file.location } : {}).end();
    else
      response
        .writeHead(200, { "content-type": "application/json" })
        .end("text" in file ? file.text : JSON.stringify(file.json));
  });
  server.listen(Number(new URL(defaultServer.callbackReceiver).port), "127.0.0.1");
  await once(server, "listening");
  return {
    url: `${defaultServer.callbackReceiver}/`,
    /** `did.json` and `did-configuration.json` by name; a file that is not set is not there. */
    files,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
export type DomainHost = Awaited<ReturnType<typeof domainHost>>;
