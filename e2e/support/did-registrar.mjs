// @ts-check
import { createPublicKey, randomUUID, verify } from "node:crypto";
import { createServer } from "node:http";

/**
 * A registrar of the DIF's DID Registration protocol for did:cheqd: it asks for a signature over its own payload, checks
 * it by the key of the document that it was given, and only then says that the DID stands.
 */
export async function startDidRegistrar() {
  /** @type {Map<string, { did: string, payload: Buffer, jwk: import("node:crypto").JsonWebKey }>} */
  const jobs = new Map();
  /** @type {unknown[]} */
  const requests = [];
  const switches = { fail: false, otherDid: false, token: false };

  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
    requests.push(body);
    const answer = request.url?.startsWith("/1.0/create") ? create(body) : null;
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? {}));
  });

  /** @param {any} body */
  function create({ jobId, secret, didDocument }) {
    if (switches.fail) return { jobId: null, didState: { state: "failed", reason: "ledger is away" } };
    const job = jobs.get(jobId);
    if (job) return finish(job, secret?.signingResponse?.signingRequest0);
    const id = randomUUID();
    const [{ publicKeyJwk: jwk }] = didDocument.verificationMethod;
    const payload = Buffer.from(
      switches.token ? "eyJhbGciOiJFZERTQSJ9.e30" : `\n\x10registration of ${didDocument.id}`,
    );
    jobs.set(id, { did: didDocument.id, payload, jwk });
    const kid = `${didDocument.id}#key-1`;
    const signingRequest = { signingRequest0: { kid, alg: "EdDSA", serializedPayload: payload.toString("base64") } };
    return { jobId: id, didState: { state: "action", action: "signPayload", did: didDocument.id, signingRequest } };
  }

  /** @param {{ did: string, payload: Buffer, jwk: import("node:crypto").JsonWebKey }} job @param {{ signature?: string } | undefined} answer */
  function finish({ did, payload, jwk }, answer) {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    const right = verify(null, payload, key, Buffer.from(answer?.signature ?? "", "base64"));
    if (!right) return { jobId: null, didState: { state: "failed", reason: "invalid signature" } };
    return { jobId: null, didState: { state: "finished", did: switches.otherDid ? `${did}0` : did } };
  }

  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    switches,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
