import { DescribeKeyCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { clientOf } from "@/e2e/support/kms-server/test-client";

const MINUTE = 60_000;
const session = { accountId: "222222222222", accessKeyId: "ASIASESSIONACCESSKEY", secretAccessKey: "session-secret" };
const own = { accountId: "111122223333", accessKeyId: "AKIALOCALTESTSERVER1", secretAccessKey: "right-secret" };

describe("the KMS test server checks who asks, as AWS does", () => {
  let server: KmsServer;
  beforeAll(async () => {
    server = await startKmsServer({
      accounts: [own, { ...session, sessionToken: "valid-session", expiresAt: Date.now() + MINUTE }],
      regions: ["eu-central-1", "us-east-1"],
    });
  });
  afterAll(() => server.stop());

  const list = (config = {}) => clientOf(server, config).send(new ListKeysCommand({}));
  const named = (name: string) => expect.objectContaining({ name });

  test("good credentials are let in, and logged with the access key that asked", async () => {
    await list();
    expect(server.requests.at(-1)).toMatchObject({ operation: "ListKeys", accessKeyId: own.accessKeyId, error: null });
  });

  test("a wrong secret is an invalid signature", async () => {
    const credentials = { accessKeyId: own.accessKeyId, secretAccessKey: "wrong-secret" };
    await expect(list({ credentials })).rejects.toEqual(named("InvalidSignatureException"));
  });

  test("an unknown access key is an unrecognized client", async () => {
    const credentials = { accessKeyId: "AKIASOMEBODYELSE0000", secretAccessKey: own.secretAccessKey };
    await expect(list({ credentials })).rejects.toEqual(named("UnrecognizedClientException"));
  });

  test("a session needs its token, and the right one", async () => {
    await list({ credentials: { ...session, sessionToken: "valid-session" } });
    await expect(list({ credentials: session })).rejects.toEqual(named("UnrecognizedClientException"));
    const wrong = { ...session, sessionToken: "other-session" };
    await expect(list({ credentials: wrong })).rejects.toEqual(named("UnrecognizedClientException"));
  });

  test("a region that is not served, or was swapped after signing, is refused", async () => {
    await list({ region: "us-east-1" });
    await expect(list({ region: "eu-west-1" })).rejects.toEqual(named("InvalidSignatureException"));
    const client = clientOf(server);
    client.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers.authorization = String(headers.authorization).replace("eu-central-1", "us-east-1");
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    await expect(client.send(new ListKeysCommand({}))).rejects.toEqual(named("InvalidSignatureException"));
  });

  test("a body or header changed after signing is refused", async () => {
    for (const change of [
      (request: { body: string }) => {
        request.body = '{"KeyId":"else-key"}';
      },
      (request: { headers: Record<string, string> }) => {
        request.headers["x-amz-target"] = "TrentService.ListKeys";
      },
    ]) {
      const client = clientOf(server);
      client.middlewareStack.add(
        (next) => (args) => {
          change(args.request as { body: string; headers: Record<string, string> });
          return next(args);
        },
        { step: "finalizeRequest", priority: "low" },
      );
      const asked = client.send(new DescribeKeyCommand({ KeyId: "some-key" }));
      await expect(asked).rejects.toEqual(named("InvalidSignatureException"));
    }
  });

  test("a clock six minutes off is refused, four minutes off is not", async () => {
    await list({ systemClockOffset: 4 * MINUTE });
    await list({ systemClockOffset: -4 * MINUTE });
    await expect(list({ systemClockOffset: 6 * MINUTE })).rejects.toEqual(named("InvalidSignatureException"));
    await expect(list({ systemClockOffset: -6 * MINUTE })).rejects.toEqual(named("InvalidSignatureException"));
  });

  test("a request without any signature is told so", async () => {
    const answer = await fetch(server.url, { method: "POST", headers: { "x-amz-target": "TrentService.ListKeys" } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
    expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });
});
