import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

const ROLES = "/latest/meta-data/iam/security-credentials/";

/** The instance metadata service (version 2) of a machine to which `role` is attached; `account` holds its credentials. */
export async function startMetadataServer({ role, account, port = 0 }) {
  const token = randomUUID();
  const credentials = () => ({
    Code: "Success",
    Type: "AWS-HMAC",
    AccessKeyId: account.accessKeyId,
    SecretAccessKey: account.secretAccessKey,
    Token: account.sessionToken,
    Expiration: new Date(Date.now() + 6 * 60 * 60 * 1000).toISOString(),
  });
  const answers = { [ROLES]: () => role, [`${ROLES}${role}`]: () => JSON.stringify(credentials()) };
  const answer = (request) => {
    if (request.method === "PUT" && request.url === "/latest/api/token") return [200, token];
    if (request.headers["x-aws-ec2-metadata-token"] !== token) return [401, ""];
    return Object.hasOwn(answers, request.url) ? [200, answers[request.url]()] : [404, ""];
  };
  const server = createServer((request, response) => {
    const [status, body] = answer(request);
    response.writeHead(status, { "content-type": "text/plain" }).end(body);
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: url },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
