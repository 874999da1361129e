import { beforeAll, describe, expect, test, vi } from "vitest";
import { apiDescriptions } from "@/lib/apis/descriptions";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { forgetIdempotencyKeys } from "@/lib/repetition/store";
import { type Answer, call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";
import { badge, badgeClaims } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const BASE = "/v1.0/verifiableCredentials";
const keys = jwkProvider() as KeyProvider;
/** What a key provider waits for before it makes a key. */
let slowly: () => Promise<void> = async () => undefined;
const provider: KeyProvider = { ...keys, create: (...given) => slowly().then(() => keys.create(...given)) };

let owner: string;
let authorityId: string;
let did: string;
let manifest: string;
let number = 0;

beforeAll(async () => {
  shared.platform = await testPlatform({ keyProviders: { jwk: provider, aws: provider } });
  owner = await tokenFor(shared.platform, { role: "owner" });
  await call("POST", `${BASE}/onboard`, { token: owner });
  const { body } = await call("POST", `${BASE}/authorities`, { token: owner, body: authorityBody("once") });
  authorityId = body.id;
  did = body.didModel.did;
  manifest = (await createContract("setup", contractBody("Once badge"))).body.manifestUrl;
});

const authorityBody = (host: string) => ({
  name: "Contoso",
  linkedDomainUrl: `https://${host}.example.org/`,
  didMethod: "web",
});

function contractBody(name: string) {
  const { rules, displays } = badge(authorityId);
  return { name, rules, displays };
}

const issuanceBody = () => ({
  authority: did,
  manifest,
  type: "StaffBadge",
  registration: { clientName: "Contoso" },
  claims: badgeClaims,
});

const withKey = (path: string, key: string, body: unknown, token = owner): Promise<Answer> =>
  call("POST", `${BASE}${path}`, { token, ...(body !== undefined && { body }), headers: { "idempotency-key": key } });
const createContract = (key: string, body: unknown, token = owner) =>
  withKey(`/authorities/${authorityId}/contracts`, key, body, token);
const createAuthority = (key: string, body: unknown) => withKey("/authorities", key, body);

const innerCode = ({ status, body }: Answer) => [status, body.error.innererror.code, body.error.innererror.target];
const contracts = (name: string) => shared.platform.prisma.contract.count({ where: { name } });
const fresh = (what: string) => `${what} ${++number}`;

/** As if the process had died between the effect and its answer. */
const loseAnswer = () =>
  shared.platform.prisma.idempotencyKey.updateMany({
    where: { lockedUntil: { gt: shared.platform.now() } },
    data: { status: null, sealedAnswer: null },
  });

/** Until a request has come to the making of its key. */
const beingMade = () =>
  expect
    .poll(() => {
      const createdAt = shared.platform.now();
      return shared.platform.prisma.signingKey.count({ where: { state: "creating", createdAt } });
    })
    .toBe(1);

const repeatable = Object.entries(apiDescriptions.get("admin")?.operations ?? {}).filter(([, one]) => one.repeatable);

describe("a POST that creates, sent again with its Idempotency-Key (D8, I3)", () => {
  const cases: Record<string, () => [path: string, status: number, body?: object]> = {
    createAuthority: () => ["/authorities", 201, authorityBody(`again-${++number}`)],
    rotateSigningKey: () => [`/authorities/${authorityId}/didInfo/signingKeys/rotate`, 200],
    addSigningKey: () => [`/authorities/${authorityId}/didInfo/signingKeys`, 201, { signingKeyCurve: "P-384" }],
    createContract: () => [`/authorities/${authorityId}/contracts`, 201, contractBody(fresh("Again"))],
    createIssuanceRequest: () => ["/createIssuanceRequest", 201, issuanceBody()],
  };

  test("works for the operations that say so", () => {
    // Bulk revocation has a test of its own, where there are credentials to revoke.
    expect(repeatable.map(([name]) => name).sort()).toEqual([...Object.keys(cases), "createBulkRevocation"].sort());
  });

  test.each(Object.entries(cases))("%s gives the first answer again, to the letter", async (_name, made) => {
    const [path, status, body] = made();
    const key = fresh("key").replace(" ", "-");
    const first = await withKey(path, key, body);
    const reordered = body && Object.fromEntries(Object.entries(body).reverse());
    const second = await withKey(path, key, reordered);

    expect(first.status).toBe(status);
    expect([second.status, second.body]).toEqual([status, first.body]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(second.headers.get("content-type")).toBe(first.headers.get("content-type"));
    expect(second.headers.get("request-id")).not.toBe(first.headers.get("request-id"));
  });

  test("with another body is refused by name, and changes nothing", async () => {
    const [one, other] = [fresh("One"), fresh("Other")];
    await createContract("reused", contractBody(one));
    const answer = await createContract("reused", contractBody(other));

    expect(innerCode(answer)).toEqual([422, "idempotencyKeyReused", "Idempotency-Key"]);
    expect(answer.body.error.code).toBe("unprocessableEntity");
    expect(await contracts(other)).toBe(0);
  });

  test("fifty at a time have one effect, and the others are told to ask again", async () => {
    const name = fresh("Race");
    const answers = await Promise.all(Array.from({ length: 50 }, () => createContract("race", contractBody(name))));

    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(innerCode(answer)).toEqual([409, "requestInProgress", "Idempotency-Key"]);
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    expect(await contracts(name)).toBe(1);
    expect((await createContract("race", contractBody(name))).status).toBe(201);
  });

  test("after a refusal is judged anew: nothing had happened (I14)", async () => {
    const name = fresh("Mended");
    const { displays, ...incomplete } = contractBody(name);
    expect((await createContract("mended", incomplete)).status).toBe(400);
    const elsewhere = { ...contractBody(name), name: "Once badge" };
    expect((await createContract("mended", elsewhere)).status).toBe(409);

    expect((await createContract("mended", { ...incomplete, displays })).status).toBe(201);
  });

  test("means nothing on another route, or from another caller", async () => {
    const [mine, theirs] = [fresh("Mine"), fresh("Theirs")];
    await createContract("shared", contractBody(mine));
    const writer = await tokenFor(shared.platform, { permissions: ["VerifiableCredential.Contract.ReadWrite"] });

    expect((await createContract("shared", contractBody(theirs), writer)).status).toBe(201);
    expect((await createAuthority("shared", authorityBody("shared"))).status).toBe(201);
  });

  test("is not answered to who may no longer do it (A3)", async () => {
    const name = fresh("Withdrawn");
    const may = (permission: string) => tokenFor(shared.platform, { permissions: [permission] });
    await createContract("withdrawn", contractBody(name), await may("VerifiableCredential.Contract.ReadWrite"));
    const later = await createContract(
      "withdrawn",
      contractBody(name),
      await may("VerifiableCredential.Contract.Read"),
    );

    expect(later.status).toBe(403);
  });

  test("is kept sealed: neither key nor offer can be read from the database (I7, S5)", async () => {
    const { body } = await withKey("/createIssuanceRequest", "canary-key", issuanceBody());
    const offer = new URL(body.url).searchParams.get("credential_offer_uri") ?? "";
    const stored = JSON.stringify(await shared.platform.prisma.idempotencyKey.findMany());

    expect(offer).toContain("https://");
    for (const secret of ["canary-key", offer, new URL(offer).pathname, badgeClaims.number]) {
      expect(stored).not.toContain(secret);
    }
  });

  test.each(["", "with blank", "ü", "x".repeat(256)])("%j is no key", async (key) => {
    const answer = await call("POST", `${BASE}/authorities`, {
      token: owner,
      body: authorityBody("no-key"),
      headers: { "idempotency-key": encodedAsLatin1(key) },
    });
    expect(innerCode(answer)).toEqual([400, "badOrMissingField", "Idempotency-Key"]);
  });
});

const encodedAsLatin1 = (text: string) => Buffer.from(text).toString("latin1");

describe("when a process dies at a repeatable request", () => {
  test("before its effect, the key is free after a minute", async () => {
    slowly = () => new Promise(() => undefined);
    void createAuthority("crash", authorityBody("crash"));
    await beingMade();
    slowly = async () => undefined;

    const early = await createAuthority("crash", authorityBody("crash"));
    expect(innerCode(early)).toEqual([409, "requestInProgress", "Idempotency-Key"]);
    shared.platform.clock.advance(61);
    expect((await createAuthority("crash", authorityBody("other"))).status).toBe(422);
    expect((await createAuthority("crash", authorityBody("crash"))).status).toBe(201);
  });

  test("after its effect, it is not done again (I3)", async () => {
    const name = fresh("Lost");
    await createContract("lost", contractBody(name));
    await loseAnswer();
    shared.platform.clock.advance(61);

    expect(innerCode(await createContract("lost", contractBody(name)))).toEqual([409, "answerLost", "Idempotency-Key"]);
    expect(await contracts(name)).toBe(1);
  });
});

test("a request so slow that another took over its key has no effect (I3)", async () => {
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  slowly = () => gate;
  const slow = createAuthority("slow", authorityBody("slow"));
  await beingMade();
  shared.platform.clock.advance(61);
  slowly = async () => undefined;
  const quick = await createAuthority("slow", authorityBody("slow"));
  goOn();

  expect(quick.status).toBe(201);
  expect(innerCode(await slow)).toEqual([409, "requestInProgress", "Idempotency-Key"]);
  const where = { linkedDomainUrl: authorityBody("slow").linkedDomainUrl };
  expect(await shared.platform.prisma.authority.count({ where })).toBe(1);
  expect((await createAuthority("slow", authorityBody("slow"))).body).toEqual(quick.body);
});

test("what was done is answered even when an opt-out forgot the key meanwhile (I14)", async () => {
  const name = fresh("Forgotten");
  const own = shared.platform.sql;
  const forgetful = {
    ...shared.platform,
    sql: (async (statement, values) => {
      if (statement.name === "keep-idempotent-answer") await shared.platform.prisma.idempotencyKey.deleteMany();
      return own(statement, values);
    }) as typeof own,
  };
  const before = shared.platform;
  shared.platform = forgetful;
  try {
    expect((await createContract("forgotten", contractBody(name))).status).toBe(201);
  } finally {
    shared.platform = before;
  }
  expect(await contracts(name)).toBe(1);
});

test("a key lives for 24 hours (D8)", async () => {
  const name = fresh("Old");
  await createContract("old", contractBody(name));
  shared.platform.clock.advance(24 * 3600 + 1);
  owner = await tokenFor(shared.platform, { role: "owner" });

  expect(innerCode(await createContract("old", contractBody(name)))[1]).toBe("contractNameNotUnique");
  await forgetIdempotencyKeys(shared.platform);
  expect(await shared.platform.prisma.idempotencyKey.count()).toBe(0);
});
