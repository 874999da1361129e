import { execFile, execFileSync } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiRequest, adminPath, fromEnvironment } from "@/components/developer/api-request";
import { type Language, languages, requestAsCode } from "@/components/developer/request-as-code";
import { fc } from "@/lib/testing/chance";

const run = promisify(execFile);
const runners: Record<Language, [command: string, ...args: string[]]> = {
  curl: ["bash", "-c"],
  typescript: [process.execPath, "--input-type=module", "-e"],
  python: ["python3", "-c"],
};

function isThere(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Node is always there; curl and Python are on most machines. */
const runnable = (Object.keys(languages) as Language[]).filter((language) =>
  language === "curl" ? isThere("curl") && isThere("bash") : isThere(runners[language][0]),
);

const environment = {
  ...process.env,
  NODE_OPTIONS: "",
  TOKEN: "token-of-a-test",
  CLIENT_SECRET: 'a"b$c d&e',
  AWS_SECRET_ACCESS_KEY: "wJalr/XUtn+FEMI",
};

let seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage["headers"]; body: string }[] =
  [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method, url, headers } = request;
  seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
  response.end("ok");
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

async function sent(language: Language, request: ApiRequest) {
  seen = [];
  const [command, ...args] = runners[language];
  await run(command, [...args, requestAsCode(request, language, origin)], { env: environment });
  expect(seen).toHaveLength(1);
  const [one] = seen;
  if (!one) throw new Error("Nothing was sent.");
  return one;
}

const awkward = {
  quotes: `it's "quoted" \`so\` and '\\''`,
  lines: "first\nsecond\r\n\ttabbed \\n",
  shell: "$TOKEN $(touch no) `id` ${HOME} !! \\ ; | & #",
  unicode: "Zoë 𝔘𝔫𝔦 日本 \u2028 \u0000\u001b \ud800",
  numbers: [0, -1.5, 1e21],
  nothing: null,
  yes: true,
  no: false,
  empty: [{}, [], ""],
  __proto_: 1,
  "a key's name": { True: "None" },
};

describe.each(runnable)("what is shown as %s", (language) => {
  test("sends exactly the body, whatever is in it", async () => {
    const { method, url, headers, body } = await sent(language, {
      method: "POST",
      path: adminPath("authorities", "a b/c'd"),
      headers: { "If-Match": `"it's"` },
      body: awkward,
    });
    expect(method).toBe("POST");
    expect(url).toBe("/v1.0/verifiableCredentials/authorities/a%20b%2Fc'd");
    expect(headers).toMatchObject({
      authorization: "Bearer token-of-a-test",
      "content-type": "application/json",
      "if-match": `"it's"`,
    });
    expect(JSON.parse(body)).toEqual(awkward);
  });

  test("sends a query as it is meant", async () => {
    const { method, url, body } = await sent(language, {
      method: "GET",
      path: adminPath("authorities"),
      query: { filter: "indexclaimhash eq a+b/c=", "a&b": "'\"" },
    });
    expect([method, body]).toEqual(["GET", ""]);
    const query = new URL(url ?? "", origin).searchParams;
    expect([...query]).toEqual([
      ["filter", "indexclaimhash eq a+b/c="],
      ["a&b", "'\""],
    ]);
    expect(url).toContain("indexclaimhash%20eq%20a%2Bb%2Fc%3D");
  });

  test("takes secrets from the environment, in bodies and in forms (S1)", async () => {
    const json = await sent(language, {
      method: "POST",
      path: "/x",
      body: { key: { config: { secretAccessKey: fromEnvironment("AWS_SECRET_ACCESS_KEY"), after: "it's" } } },
    });
    expect(JSON.parse(json.body)).toEqual({ key: { config: { secretAccessKey: "wJalr/XUtn+FEMI", after: "it's" } } });
    const form = await sent(language, {
      method: "POST",
      path: "/oauth2/v2.0/token",
      open: true,
      form: { grant_type: "client_credentials", scope: "a/.default", client_secret: fromEnvironment("CLIENT_SECRET") },
    });
    expect(form.headers).toMatchObject({
      "content-type": expect.stringMatching(/^application\/x-www-form-urlencoded/),
    });
    expect(form.headers.authorization).toBeUndefined();
    expect([...new URLSearchParams(form.body)]).toEqual([
      ["grant_type", "client_credentials"],
      ["scope", "a/.default"],
      ["client_secret", 'a"b$c d&e'],
    ]);
  });
});

test("no text, however odd, leaves the quotes that it stands in", async () => {
  const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 3 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...runnable), fc.record({ value: json }), async (language, body) => {
      const { body: text } = await sent(language, { method: "PATCH", path: "/x", body });
      // One shell cannot pass a zero byte, and JSON has no minus zero: the text itself is what counts.
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(body)));
    }),
    { numRuns: 24 },
  );
});

test("a request without a body reads as a person would write it", () => {
  const request: ApiRequest = { method: "GET", path: adminPath("authorities") };
  const shown = (language: Language) => requestAsCode(request, language, "https://portal.example.org");
  expect(shown("curl")).toBe(
    [
      "curl 'https://portal.example.org/v1.0/verifiableCredentials/authorities' \\",
      '  --header "Authorization: Bearer $TOKEN"',
    ].join("\n"),
  );
  expect(shown("typescript")).toBe(
    [
      'const response = await fetch("https://portal.example.org/v1.0/verifiableCredentials/authorities", {',
      "  headers: {",
      "    Authorization: `Bearer ${process.env.TOKEN}`,",
      "  },",
      "});",
      "console.log(response.status, await response.text());",
    ].join("\n"),
  );
  expect(shown("python")).toContain('"Authorization": "Bearer " + os.environ["TOKEN"],');
});
