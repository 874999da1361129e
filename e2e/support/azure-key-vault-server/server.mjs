import { createServer } from "node:http";
import { createFaults } from "../key-store-faults.mjs";
import { readBody, sendJson } from "../kms-server/http.mjs";
import { createDirectory, RESOURCE } from "./directory.mjs";
import { badParameter, KeyVaultError, refusals } from "./errors.mjs";
import { keyPaths } from "./keys.mjs";

/** The application that tests sign in as when they name none. It opens nothing but this test server. */
export const defaultApplication = {
  tenantId: "11111111-2222-4333-8444-555555555555",
  clientId: "66666666-7777-4888-9999-000000000000",
  clientSecret: "local-test-server-client-secret",
};

const API_VERSIONS = ["7.4", "7.5", "7.6", "2025-07-01"];

class Challenge extends Error {}

function parseBody(bytes) {
  if (bytes.length === 0) return {};
  try {
    const body = JSON.parse(bytes.toString());
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  } catch {
    // Refused below, as any other body that is no object.
  }
  throw badParameter("The request body is no JSON object.");
}

async function perform(world, request, url, bytes, entry) {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const application = bearer && world.directory.applicationOf(bearer);
  if (!application || application.tenantId !== world.tenantId) throw new Challenge();
  entry.clientId = application.clientId;
  if (!API_VERSIONS.includes(url.searchParams.get("api-version")))
    throw badParameter("The api-version of the request is missing or not supported.");
  for (const { action, method, pattern, run } of keyPaths) {
    const [, ...names] = (request.method === method && pattern.exec(url.pathname)) || [];
    if (names.length === 0) continue;
    Object.assign(entry, { action, key: names[0] });
    world.faults.authorize(application, action);
    if (method === "POST" && request.headers["content-type"] !== "application/json")
      throw badParameter("The content type must be application/json.");
    return run(world, names, method === "GET" ? {} : parseBody(bytes));
  }
  throw new KeyVaultError(404, "NotFound", "There is nothing at this path.");
}

const challenge = (world) => ({
  "www-authenticate": `Bearer authorization="${world.url}/${world.tenantId}", resource="${RESOURCE}"`,
});

/** Answers one request and keeps a line about it: who asked for what, and what came of it. */
async function answer(world, request, response) {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const entry = { action: null, clientId: null, key: null, status: null };
  world.requests.push(entry);
  try {
    const bytes = await readBody(request);
    const url = new URL(request.url, world.url);
    const forDirectory = !/^\/(keys|deletedkeys)\//.test(url.pathname);
    if (forDirectory) entry.action = "signIn";
    await world.faults.before(gone.signal);
    if (forDirectory) {
      if (world.faults.show().deny.includes("signIn")) throw refusals.denied("signIn");
      entry.status = world.directory.answer(
        request,
        url.pathname,
        bytes,
        response,
        world.url.replace("http:", "https:"),
      );
      if (entry.status !== null) return;
    }
    const result = await perform(world, request, url, bytes, entry);
    entry.status = 200;
    sendJson(response, 200, result);
  } catch (error) {
    if (error.name === "AbortError" || error.code === "ECONNRESET") return;
    if (error instanceof Challenge) {
      entry.status = 401;
      const body = { error: { code: "Unauthorized", message: "AKV10000: Request is missing a Bearer token." } };
      return sendJson(response, 401, body, "application/json", challenge(world));
    }
    if (!(error instanceof KeyVaultError)) console.error(error);
    entry.status = error.status ?? 500;
    sendJson(response, entry.status, error.body ?? { error: { code: "InternalError", message: "It failed." } });
  }
}

/**
 * Starts an Azure Key Vault and the directory that its applications sign in to, both on one loopback port; keys live in
 * memory only. An application: `{tenantId, clientId, clientSecret, deny?: ["keys/sign", …]}`; the vault belongs to the
 * first one's directory. `now` is in milliseconds.
 */
export async function startKeyVaultServer({
  port = 0,
  applications = [defaultApplication],
  tokenSeconds = 3600,
  now = Date.now,
} = {}) {
  const world = { faults: createFaults(refusals), keys: new Map(), deleted: new Map(), requests: [], now };
  world.directory = createDirectory(applications, { tokenSeconds, now });
  world.tenantId = applications[0].tenantId;
  const server = createServer((request, response) => answer(world, request, response));
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  world.url = `http://127.0.0.1:${server.address().port}`;
  world.vaultUrl = world.url;
  return {
    url: world.url,
    control: { set: world.faults.set, reset: world.faults.reset, show: world.faults.show },
    requests: world.requests,
    /** As an administrator switches a key off, with all its versions. */
    disable(name) {
      for (const version of world.keys.get(name)?.versions ?? []) version.enabled = false;
    },
    /** As the days of recovery pass. */
    purge: (name) => world.deleted.delete(name),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
