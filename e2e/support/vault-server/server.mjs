import { createServer } from "node:http";
import { createFaults } from "../key-store-faults.mjs";
import { readBody, sendJson } from "../kms-server/http.mjs";
import { denied, invalid, VaultError } from "./errors.mjs";
import { transitPaths } from "./keys.mjs";
import { createTokens } from "./tokens.mjs";

/** The identity that tests sign in with when they name none. It opens nothing but this test server. */
const defaultIdentity = { name: "portal", token: "hvs.local-test-server-token" };

const refusals = {
  throttled: () => new VaultError(429, "request path: rate limit quota exceeded"),
  failed: (status, message) => new VaultError(status, message),
  denied,
};

function parseBody(bytes) {
  if (bytes.length === 0) return {};
  try {
    const body = JSON.parse(bytes.toString());
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  } catch {
    // Refused below, as any other body that is no object.
  }
  throw invalid("failed to parse JSON input");
}

function signIn(world, path, namespace, body) {
  if (path === "auth/approle/login") return () => world.tokens.byAppRole(namespace, body);
  const [, username] = /^auth\/userpass\/login\/([^/]+)$/.exec(path) ?? [];
  return username ? () => world.tokens.byUserpass(namespace, decodeURIComponent(username), body) : null;
}

function transitCall(world, request, path) {
  const below = path.startsWith(`${world.mount}/`) ? path.slice(world.mount.length + 1) : null;
  const method = request.method === "PUT" ? "POST" : request.method;
  for (const route of below === null ? [] : transitPaths) {
    const name = route.method === method && route.pattern.exec(below)?.[1];
    if (name) return { ...route, name };
  }
  throw new VaultError(404, `no handler for route "${path}". route entry not found.`);
}

async function perform(world, request, entry, signal) {
  const bytes = await readBody(request);
  await world.faults.before(signal);
  const { pathname } = new URL(request.url, "http://vault");
  const path = pathname.replace(/^\/v1\//, "");
  const namespace = (request.headers["x-vault-namespace"] ?? "").replace(/\/$/, "");
  Object.assign(entry, { path, namespace });
  const body = request.method === "GET" ? {} : parseBody(bytes);
  const signing = request.method === "POST" && signIn(world, path, namespace, body);
  if (signing) {
    entry.action = "signIn";
    world.faults.authorize({}, "signIn");
    return signing();
  }
  const token = request.headers["x-vault-token"] ?? "";
  const identity = world.tokens.identityOf(token, namespace);
  entry.identity = identity.name;
  if (path === "auth/token/renew-self") {
    entry.action = "renew";
    world.faults.authorize(identity, "renew");
    return world.tokens.renew(token);
  }
  const { action, name, run } = transitCall(world, request, path);
  Object.assign(entry, { action, key: name });
  world.faults.authorize(identity, action);
  if (!world.keys.has(namespace)) world.keys.set(namespace, new Map());
  return run({ keys: world.keys.get(namespace), faults: world.faults }, name, body);
}

/** Answers one request and keeps a line about it: who asked for what, and what came of it. */
async function answer(world, request, response) {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const entry = { action: null, identity: null, namespace: null, path: null, key: null, status: null };
  world.requests.push(entry);
  world.inFlight += 1;
  world.mostInFlight = Math.max(world.mostInFlight, world.inFlight);
  try {
    const result = await perform(world, request, entry, gone.signal);
    entry.status = result === null ? 204 : 200;
    if (result === null) response.writeHead(204).end();
    else sendJson(response, 200, result);
  } catch (error) {
    if (error.name === "AbortError" || error.code === "ECONNRESET") return;
    if (!(error instanceof VaultError)) console.error(error);
    entry.status = error instanceof VaultError ? error.status : 500;
    sendJson(response, entry.status, { errors: error.errors ?? ["internal error"] });
  } finally {
    world.inFlight -= 1;
  }
}

/**
 * Starts a Vault with one Transit engine on the loopback address; keys live in memory only. An identity:
 * `{name, namespace?, token?, roleId?, secretId?, username?, password?, deny?: ["sign", …]}`; `now` is in milliseconds.
 */
export async function startVaultServer({
  port = 0,
  mount = "transit",
  identities = [defaultIdentity],
  leaseSeconds = 3600,
  now = Date.now,
} = {}) {
  const world = { mount, faults: createFaults(refusals), keys: new Map(), requests: [], inFlight: 0, mostInFlight: 0 };
  world.tokens = createTokens(identities, { leaseSeconds, now });
  const server = createServer((request, response) => answer(world, request, response));
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    control: { set: world.faults.set, reset: world.faults.reset, show: world.faults.show },
    requests: world.requests,
    mostInFlight: () => world.mostInFlight,
    revokeTokens: () => world.tokens.revokeAll(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
