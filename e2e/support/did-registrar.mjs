// @ts-check
import { createPublicKey, generateKeyPairSync, randomBytes, randomUUID, verify } from "node:crypto";
import { createServer } from "node:http";

/**
 * What the registrar does wrong. `otherKey` asks for a signature by a key that is not in the document, `token` for one
 * over a JWT, `otherDid` registers another DID than the one that it was given, `endless` never comes to an end,
 * `otherDocument` writes another key, `endlessWait` waits for its ledger for ever.
 * @typedef {"none" | "failed" | "broken" | "notJson" | "nonsense" | "nothingToSign" | "otherKey" | "token" | "otherDid" | "otherDocument" | "endless" | "endlessWait"} RegistrarFault
 * @typedef {import("node:crypto").JsonWebKey} JsonWebKey
 * @typedef {{ id: string, verificationMethod: { id: string, publicKeyJwk: JsonWebKey }[] }} DidDocument
 * @typedef {{ document: DidDocument, payload: Buffer, waits?: number }} Job
 */

const REQUEST = "signingRequest0";

/** @param {string} reason */
const failed = (reason) => ({ jobId: null, didState: { state: "failed", reason } });

/** @param {DidDocument} document @returns {DidDocument} */
const withOtherKey = (document) => ({
  ...document,
  verificationMethod: document.verificationMethod.map((method) => ({
    ...method,
    publicKeyJwk: generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }),
  })),
});

/**
 * A registrar of the DIF's DID Registration protocol for did:cheqd, in client-managed secret mode: it asks for a
 * signature over its own payload, checks it by the key of the document that it was given, and only then writes the
 * document to its ledger and says that the DID stands.
 */
export async function startDidRegistrar() {
  /** @type {Map<string, Job>} */
  const jobs = new Map();
  /** @type {Map<string, DidDocument>} */
  const ledger = new Map();
  /** @type {unknown[]} */
  const requests = [];
  /**
   * `listed` is how cheqd's own registrar asked at first: a list, answered by one that names verification methods;
   * `waits` is how often it says that its ledger has not decided yet.
   */
  const switches = { fault: /** @type {RegistrarFault} */ ("none"), listed: false, waits: 0 };

  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
    requests.push(body);
    const known = request.method === "POST" && request.url === "/1.0/create?method=cheqd";
    const [status, text] = known ? answerTo(body) : [404, "{}"];
    response.writeHead(status, { "content-type": "application/json" });
    response.end(text);
  });

  /** @param {any} body @returns {[status: number, text: string]} */
  function answerTo(body) {
    if (switches.fault === "broken") return [500, "{}"];
    if (switches.fault === "notJson") return [200, "<p>Welcome</p>"];
    if (switches.fault === "nonsense") return [200, '{"didState":"finished"}'];
    const answer = create(body);
    const empty = { didRegistrationMetadata: {}, didDocumentMetadata: {} };
    return [answer.didState.state === "failed" ? 400 : 200, JSON.stringify({ ...answer, ...empty })];
  }

  /** @param {any} body */
  function create({ jobId, options, secret, didDocument }) {
    if (switches.fault === "failed") return failed("ledger is away");
    if (options?.clientSecretMode !== true) return failed("this registrar keeps no secrets");
    const job = jobs.get(jobId);
    if (jobId !== undefined && !job) return failed("unknown job");
    if (!job) return begin(didDocument);
    return job.waits === undefined ? take(jobId, job, secret?.signingResponse) : write(jobId, job);
  }

  /** @param {DidDocument} document */
  function begin(document) {
    const token = switches.fault === "token";
    const payload = token
      ? Buffer.from("eyJhbGciOiJFZERTQSJ9.e30")
      : Buffer.concat([Buffer.from(`\n\x10${document.id}`), randomBytes(64)]);
    const id = randomUUID();
    jobs.set(id, { document, payload });
    return asked(id, { document, payload });
  }

  /** @param {string} jobId @param {Job} job */
  function asked(jobId, { document, payload }) {
    const kid = switches.fault === "otherKey" ? `${document.id}#key-2` : document.verificationMethod[0]?.id;
    const one = { kid, alg: "EdDSA", serializedPayload: payload.toString("base64") };
    const signingRequest = switches.listed ? [one] : { [REQUEST]: one };
    const state = { state: "action", action: "signPayload", did: document.id };
    return { jobId, didState: { ...state, ...(switches.fault !== "nothingToSign" && { signingRequest }) } };
  }

  /** @param {string} jobId @param {Job} job @param {any} answers */
  function take(jobId, job, answers) {
    const { document, payload } = job;
    const answer = switches.listed ? answers?.[0] : answers?.[REQUEST];
    const named = switches.listed ? answer?.verificationMethodId : answer?.kid;
    const method = document.verificationMethod.find(({ id }) => id === named);
    if (!method) return failed("no signature by a key of the document");
    const key = createPublicKey({ key: method.publicKeyJwk, format: "jwk" });
    if (!verify(null, payload, key, Buffer.from(answer.signature ?? "", "base64"))) return failed("invalid signature");
    if (switches.fault === "endless") return asked(jobId, { document, payload });
    job.waits = switches.fault === "endlessWait" ? Number.POSITIVE_INFINITY : switches.waits;
    return write(jobId, job);
  }

  /** @param {string} jobId @param {Job} job */
  function write(jobId, job) {
    if (job.waits) {
      job.waits--;
      return { jobId, didState: { state: "wait", wait: "confirmLedger", did: job.document.id } };
    }
    jobs.delete(jobId);
    const document = switches.fault === "otherDocument" ? withOtherKey(job.document) : job.document;
    const did = switches.fault === "otherDid" ? `${document.id}0` : document.id;
    ledger.set(did, document);
    return { jobId: null, didState: { state: "finished", did, secret: {}, didDocument: document } };
  }

  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    ledger,
    switches,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
