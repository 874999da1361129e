import { expect, test } from "@playwright/test";
import { jwtVerify } from "jose";
import { refused } from "@/e2e/support/admin-refusal";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { badgeContract } from "@/e2e/support/portal-api";
import { accessTokens, idTokenHints, idTokens, mapped, presentations, selfIssued } from "@/e2e/support/sample-sources";
import { ask } from "@/e2e/support/wallet/ask";
import { assertionKey, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";
import { claim, fetchOffer } from "@/e2e/support/wallet/wallet";

/** Contracts over the wire: every kind of source, the manifest, conditions, pages and the end (reference, 8 and 15). */

let setup: IssuingSetup;
let contracts: string;

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `admin-contracts-${process.pid}` });
  contracts = `/authorities/${setup.authority.id}/contracts`;
});

interface Contract {
  id: string;
  name: string;
  manifestUrl: string;
  rules: unknown;
  displays: unknown[];
}

const { displays, rules } = badgeContract("Sample");
const create = (body: object) => setup.api.call("POST", contracts, body);
const made = (body: object) => setup.api.must<Contract>(201, "POST", contracts, body);
const rulesOf = (attestations: object) => ({ attestations, validityInterval: 3600, vc: { type: ["Sample"] } });
const manifest = (url: string, headers: Record<string, string> = {}) => ask(url, { headers });

test("each kind of source is kept and read back as it was sent, and told to wallets in the manifest (8.3, 15)", async () => {
  const kinds: [string, object, Record<string, unknown> | unknown[]][] = [
    [
      "idTokens",
      [idTokens],
      [
        {
          configuration: idTokens.configuration,
          client_id: "sample-client",
          redirect_uri: "vcclient://openid/",
          scope: "openid profile",
          required: true,
          claims: [{ claim: "given_name", required: false, indexed: true }],
        },
      ],
    ],
    [
      "idTokenHints",
      [idTokenHints],
      [
        {
          id: "https://self-issued.me",
          configuration: "https://self-issued.me",
          claims: [{ claim: "number", required: true, indexed: false }],
        },
      ],
    ],
    [
      "presentations",
      [presentations],
      [
        {
          credentialType: "IdentityCard",
          issuers: [{ iss: "did:web:issuer.example.org" }],
          contracts: presentations.contracts,
          claims: [{ claim: "vc.credentialSubject.firstName" }],
        },
      ],
    ],
    [
      "selfIssued",
      selfIssued,
      {
        encrypted: false,
        required: false,
        claims: [{ claim: "nickname", type: "String", required: true, indexed: false }],
      },
    ],
    ["accessTokens", [accessTokens], [{ required: true, claims: [{ claim: "jobTitle" }] }]],
  ];
  for (const [kind, sent, told] of kinds) {
    const contract = await made({ name: `Kind ${kind}`, rules: rulesOf({ [kind]: sent }), displays });
    expect(contract.rules).toEqual(rulesOf({ [kind]: sent }));
    expect((await setup.api.call("GET", `${contracts}/${contract.id}`)).json()).toEqual(contract);
    const { input } = (await manifest(contract.manifestUrl)).json<{
      input: { attestations: Record<string, unknown> };
    }>();
    const place = kind === "idTokenHints" ? "idTokens" : kind;
    expect(Object.keys(input.attestations)).toEqual([place]);
    expect(input.attestations[place]).toMatchObject(told);
  }
  const all = {
    idTokens: [idTokens],
    idTokenHints: [idTokenHints],
    presentations: [presentations],
    selfIssued: [selfIssued],
    accessTokens: [accessTokens],
  };
  // The list form of selfIssued is echoed as a list.
  expect((await made({ name: "Kind all", rules: rulesOf(all), displays })).rules).toEqual(rulesOf(all));
});

test("what a contract cannot be is refused with the JSON path of the fault (3.5)", async () => {
  const hint = (mapping: object[]) => rulesOf({ idTokenHints: [{ required: true, mapping }] });
  const one = "rules.attestations.idTokenHints[0].mapping";
  const display = (changes: object) => [{ ...displays[0], ...changes }];
  const card = displays[0]?.card;
  const cases: [body: object, target: string, code?: string][] = [
    [{ rules: hint([mapped("a", "a"), mapped("b", "a")]) }, `${one}[1].outputClaim`],
    [{ rules: hint([mapped("a", "id")]) }, `${one}[0].outputClaim`],
    [
      { rules: hint([mapped("a", "a", { indexed: true }), mapped("b", "b", { indexed: true })]) },
      `${one}[1].indexed`,
      "multipleIndexedClaims",
    ],
    [{ rules: hint([mapped("a", "a", { surprise: 1 })]) }, `${one}[0].surprise`],
    [{ rules: rulesOf({}) }, "rules.attestations"],
    [
      { rules: rulesOf({ accessTokens: [{ mapping: [mapped("shoeSize", "size")] }] }) },
      "rules.attestations.accessTokens[0].mapping[0].inputClaim",
    ],
    [
      { rules: rulesOf({ idTokens: [{ ...idTokens, redirectUri: "https://a.example.org/" }] }) },
      "rules.attestations.idTokens[0].redirectUri",
    ],
    [{ rules: { ...rules, validityInterval: 59 } }, "rules.validityInterval"],
    [{ rules: { ...rules, vc: { type: [] } } }, "rules.vc.type"],
    [
      { rules: { ...rules, customStatusEndpoint: { url: "https://s.example.org/", type: "Other" } } },
      "rules.customStatusEndpoint.type",
    ],
    [
      { rules: { ...rules, customStatusEndpoint: { url: "http://s.example.org/", type: "StatusList2021Entry" } } },
      "rules.customStatusEndpoint.url",
    ],
    [{ rules: "{" }, "rules"],
    [{ displays: [] }, "displays"],
    [{ displays: [displays[0], displays[0]] }, "displays[1].locale"],
    [{ displays: display({ locale: "no language" }) }, "displays[0].locale"],
    [{ displays: display({ card: { ...card, backgroundColor: "blue" } }) }, "displays[0].card.backgroundColor"],
    [{ name: "<script>" }, "name"],
    [{ surprise: true }, "surprise"],
  ];
  for (const [changes, target, code = "badOrMissingField"] of cases) {
    expect(refused(await create({ name: "Refused", rules, displays, ...changes }))).toEqual([400, code, target]);
  }
  expect(refused(await setup.api.call("GET", `${contracts}/bm9uZQ`))).toEqual([404, "notFound", "contractId"]);
});

test("PATCH replaces whole members, keeps If-Match, and leaves what it does not name (8.6)", async () => {
  const contract = await made({ name: "Changing", rules, displays, issueNotificationEnabled: true });
  const path = `${contracts}/${contract.id}`;
  const read = await setup.api.call("GET", path);
  const etag = String(read.headers.etag);
  expect(etag).toMatch(/^"[^"]+"$/);

  const groups = ["5c1a4b36-4b4f-4a53-9a0c-0c5a8c2f8d11"];
  const flags = {
    availableInVcDirectory: true,
    allowOverrideValidityIntervalOnIssuance: true,
    issueNotificationAllowedToGroupOids: groups,
  };
  const changes = { ...flags, displays: [displays[1]] };
  const changed = await setup.api.call("PATCH", path, changes, { "if-match": etag });
  expect([changed.status, changed.json()]).toEqual([200, { ...contract, ...changes }]);
  expect(changed.headers.etag).not.toBe(etag);

  const late = await setup.api.call("PATCH", path, { displays }, { "if-match": etag });
  expect([late.status, late.json<{ error: { code: string } }>().error.code]).toEqual([412, "preconditionFailed"]);
  expect((await setup.api.call("GET", path)).json()).toEqual(changed.json());
  // A client that sends back all it got changes nothing.
  expect((await setup.api.call("PATCH", path, changed.json(), { "if-match": "*" })).json()).toEqual(changed.json());
  for (const [body, target] of [
    [{ name: "Other" }, "name"],
    [{ id: "other" }, "id"],
    [{ status: "Disabled" }, "status"],
    [{ manifestUrl: "https://example.org/" }, "manifestUrl"],
    [{ rules: { ...rules, surprise: 1 } }, "rules.surprise"],
  ] as const) {
    expect(refused(await setup.api.call("PATCH", path, body))).toEqual([400, "badOrMissingField", target]);
  }
});

test("the manifest is told in the reader's language, plain or as a JWS under the authority's key (15)", async () => {
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  const url = setup.contract.manifestUrl;
  const plain = { "x-ms-sign-contract": "false" };
  const title = async (language: string) => {
    const answer = await manifest(url, { ...plain, "accept-language": language });
    return [
      answer.headers["content-language"],
      answer.json<{ display: { card: { title: string } } }>().display.card.title,
    ];
  };
  expect(await title("de-AT, en;q=0.5")).toEqual(["de", "Dienstausweis"]);
  expect(await title("fr, en-GB;q=0.9, de;q=0.1")).toEqual(["en", "Staff badge"]);
  expect(await title("ja")).toEqual(["en", "Staff badge"]);

  for (const language of ["en", "de"]) {
    const headers = { "accept-language": language };
    const unsigned = (await manifest(url, { ...plain, ...headers })).json<{ iss: string; display: unknown }>();
    expect(unsigned).toMatchObject({
      id: setup.contract.id,
      iss: document.id,
      display: { locale: language, contract: url },
    });
    const { token, ...rest } = (await manifest(url, { "x-ms-sign-contract": "true", ...headers })).json<{
      token: string;
    }>();
    expect(rest).toEqual({});
    const { payload } = await jwtVerify(token, ({ kid = "", alg = "" }) => assertionKey(document, kid, alg));
    expect(payload).toEqual(unsigned);
  }
  expect(refused(await manifest(url.replace(setup.contract.id, "none")))).toEqual([404, "notFound", "contractId"]);
});

test("credentials of a contract with a status endpoint of its own name that one (8.2)", async () => {
  const customStatusEndpoint = { url: "https://status.example.org/lists", type: "StatusList2021Entry" };
  const contract = await made({ ...badgeContract("Own status"), rules: { ...rules, customStatusEndpoint } });
  expect(contract.rules).toEqual({ ...rules, customStatusEndpoint });
  const issuing = { authority: setup.authority, contract: { ...setup.contract, ...contract, rules } };
  const { credential } = await claim((await setup.api.createIssuance(issuing)).url);
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  await verifyCredential("jwt_vc_json", credential, document);
  const { vc, status } = JSON.parse(Buffer.from(credential.split(".")[1] ?? "", "base64url").toString());
  expect(vc.credentialStatus).toMatchObject({
    type: "StatusList2021Entry",
    statusListCredential: expect.stringMatching(/^https:\/\/status\.example\.org\/lists\/[0-9a-f-]{36}$/),
  });
  // What the endpoint is to pass on stands here, in the form that the entry names.
  const list = vc.credentialStatus.statusListCredential.split("/").at(-1);
  expect(status.status_list.uri).toBe(`${setup.api.server}/status-lists/${list}`);
  const served = await ask(`${setup.api.server}/status-lists/${list}/2021`);
  expect([served.status, served.text.split(".").length]).toEqual([200, 3]);
});

test("pages lead to each contract once; a bare call gives all at once (section 1)", async () => {
  const all = (await setup.api.call("GET", contracts)).json<{ value: Contract[] }>();
  expect(Object.keys(all)).toEqual(["value"]);
  const seen: string[] = [];
  let next: string | undefined = `${setup.api.server}/v1.0/verifiableCredentials${contracts}?top=3`;
  while (next !== undefined) {
    const { pathname, search } = new URL(next);
    const page = (await setup.api.send("GET", pathname + search)).json<{ value: Contract[]; nextLink?: string }>();
    expect(page.value.length).toBeLessThanOrEqual(3);
    seen.push(...page.value.map(({ id }) => id));
    next = page.nextLink;
  }
  expect(seen).toEqual(all.value.map(({ id }) => id));
  for (const query of ["?top=0", "?top=201", "?top=many", "?skiptoken=nonsense"]) {
    expect((await setup.api.call("GET", contracts + query)).status).toBe(400);
  }
});

test("a deleted contract is gone from sight with its offers; what it issued is found and revoked, its name stays taken", async () => {
  const contract = { ...setup.contract, ...(await made(badgeContract("Short lived"))), rules };
  const issuing = { authority: setup.authority, contract };
  const number = `A-${process.pid}`;
  const { url } = await setup.api.createIssuance(issuing, { claims: { name: "Sample Person", number } });
  await claim(url);
  const open = await setup.api.createIssuance(issuing);
  const path = `${contracts}/${contract.id}`;
  const removed = await setup.api.beta("DELETE", path);
  expect([removed.status, removed.text]).toEqual([200, ""]);
  expect((await fetchOffer(open.url)).status).toBe(404);
  expect((await manifest(contract.manifestUrl)).status).toBe(404);
  const listed = (await setup.api.call("GET", contracts)).json<{ value: Contract[] }>();
  expect(listed.value.map(({ id }) => id)).not.toContain(contract.id);
  for (const [method, body] of [["GET"], ["PATCH", { availableInVcDirectory: true }]] as const) {
    expect(refused(await setup.api.call(method, path, body))).toEqual([404, "notFound", "contractId"]);
  }
  expect(refused(await setup.api.beta("DELETE", path))).toEqual([404, "notFound", "contractId"]);
  const offered = await setup.api.call("POST", "/createIssuanceRequest", setup.api.issuanceRequest(issuing));
  expect(refused(offered)).toEqual([400, "badOrMissingField", "manifest"]);
  expect(refused(await create(badgeContract("SHORT lived")))).toEqual([409, "contractNameNotUnique", "name"]);
  const [found] = await setup.api.searchCredentials(issuing, number);
  await setup.api.revokeCredential(issuing, found?.id ?? "");
  expect((await setup.api.getCredential(issuing, found?.id ?? "")).status).toBe("issuerRevoked");
});
