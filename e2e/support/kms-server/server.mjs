import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { defaultAccount, environmentOf } from "./accounts.mjs";
import { aliasOperations } from "./aliases.mjs";
import { answerControl } from "./control.mjs";
import { internalFault, KmsError } from "./errors.mjs";
import { createFaults } from "./faults.mjs";
import { readBody, sendJson } from "./http.mjs";
import { keyOperations } from "./keys.mjs";
import { verifySignatureV4 } from "./signature-v4.mjs";
import { signingOperations } from "./signing.mjs";
import { openStore } from "./store.mjs";
import { tagOperations } from "./tags.mjs";

const operations = { ...keyOperations, ...signingOperations, ...aliasOperations, ...tagOperations };
const MOST_LOGGED = 100_000;
const AMZ_JSON = "application/x-amz-json-1.1";

function operationOf(request) {
  const [, name] = /^TrentService\.(\w+)$/.exec(request.headers["x-amz-target"] ?? "") ?? [];
  if (request.method !== "POST" || !name || !Object.hasOwn(operations, name))
    throw new KmsError("UnknownOperationException", `No operation ${name ?? ""} here.`);
  return name;
}

function parseInput(body) {
  try {
    const input = JSON.parse(body.toString() || "{}");
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Refused below, as any other body that is no object.
  }
  throw new KmsError("SerializationException", "Start of structure or map found where not expected.");
}

async function perform(world, request, entry, signal) {
  const body = await readBody(request);
  const caller = verifySignatureV4(request, body, {
    accounts: world.accounts,
    regions: world.regions,
    now: world.now(),
  });
  Object.assign(entry, { accessKeyId: caller.account.accessKeyId, region: caller.region });
  entry.operation = operationOf(request);
  await world.faults.before(entry.operation, signal);
  world.faults.authorize(caller.account, entry.operation);
  const input = parseInput(body);
  entry.keyId = input.KeyId ?? null;
  return operations[entry.operation](world, caller, input);
}

/** Answers one KMS request and keeps a line about it: who asked for what, and what came of it. */
async function answer(world, request, response) {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const entry = { operation: null, accessKeyId: null, region: null, keyId: null, error: null };
  world.requests.push(entry);
  if (world.requests.length > MOST_LOGGED) world.requests.shift();
  world.inFlight += 1;
  world.mostInFlight = Math.max(world.mostInFlight, world.inFlight);
  const requestId = { "x-amzn-requestid": randomUUID() };
  try {
    sendJson(response, 200, await perform(world, request, entry, gone.signal), AMZ_JSON, requestId);
  } catch (error) {
    if (error.name === "AbortError" || error.code === "ECONNRESET") return;
    if (!(error instanceof KmsError)) console.error(error);
    const refusal = error instanceof KmsError ? error : internalFault();
    entry.error = refusal.type;
    sendJson(response, refusal.status, { __type: refusal.type, message: refusal.message }, AMZ_JSON, requestId);
  } finally {
    world.inFlight -= 1;
  }
}

/**
 * Starts a KMS on the loopback address. Port 0 takes any free one; without `folder` keys live in memory only;
 * `regions` limits where credentials may be scoped to; `now` is a clock in milliseconds.
 */
export async function startKmsServer({
  port = 0,
  folder,
  latencyMs = 0,
  accounts = [defaultAccount],
  regions,
  keyLimit = 100_000,
  now = Date.now,
} = {}) {
  const faults = createFaults(latencyMs);
  const world = { store: openStore(folder), faults, accounts, regions, keyLimit, now };
  Object.assign(world, { requests: [], inFlight: 0, mostInFlight: 0 });
  const server = createServer((request, response) =>
    request.url.startsWith("/_") ? answerControl(world, request, response) : answer(world, request, response),
  );
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    env: environmentOf(url, accounts[0]),
    control: { set: faults.set, reset: faults.reset, show: faults.show },
    requests: world.requests,
    mostInFlight: () => world.mostInFlight,
    purge: (arn) => void world.store.keys.delete(arn.split("/").at(-1)),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
