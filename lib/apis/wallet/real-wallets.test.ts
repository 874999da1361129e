import { beforeAll, describe, expect, test, vi } from "vitest";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import type { Ctx } from "@/lib/context";
import { didKeyJcsOf, didKeyOf } from "@/lib/did/key";
import type { Protocol } from "@/lib/issuance/schema";
import { PublicJwk } from "@/lib/signing-key/schema";
import { call } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { type IssuingParts, issuingParts } from "@/lib/testing/issuing";
import { codeIn, get, offered, preAuthorized } from "@/lib/testing/wallet-calls";

/** What wallets in use were seen to do, which the standards leave open or did otherwise once. */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let ctx: Ctx;
let parts: IssuingParts;
const ORIGIN = "https://portal.example.org";

beforeAll(async () => {
  // The wallets' proofs are of the time on the wall.
  shared.platform = await testPlatform({ now: () => new Date() });
  ctx = await testCtx(shared.platform);
  parts = await issuingParts(ctx);
});

const protocols = ["1.0", "draft13", "draft11"] as const;
const addressOf = (protocol: Protocol) =>
  `/oid4vci/${parts.issuer.authorityId}${protocol === "1.0" ? "" : `/${protocol}`}`;
const stranger = { origin: "https://wallet.example.org", "user-agent": "okhttp/4.12.0" };

interface Redeemed {
  readonly protocol?: Protocol;
  readonly headers?: Record<string, string>;
  readonly fields?: Record<string, string>;
}

const postForm = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  call("POST", path, {
    body: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  });

/** Token and nonce, and a way to ask for the credential. */
async function redeemed({ protocol = "1.0", headers, fields }: Redeemed = {}) {
  const base = addressOf(protocol);
  const offer = await offered(ctx, parts, { protocol });
  const { status, body } = await postForm(`${base}/token`, preAuthorized(codeIn(await offer.read()), fields), headers);
  expect([protocol, status]).toEqual([protocol, 200]);
  const nonce = async (): Promise<string> =>
    protocol === "1.0" ? (await call("POST", `${base}/nonce`)).body.c_nonce : body.c_nonce;
  const ask = (asked: unknown, scheme = "Bearer", more: Record<string, string> = {}) =>
    call("POST", `${base}/credential`, {
      body: asked,
      headers: { authorization: `${scheme} ${body.access_token}`, ...more },
    });
  return { base, issuer: ORIGIN + base, nonce, ask };
}

const asIn: Readonly<Record<Protocol, object>> = {
  "1.0": { credential_configuration_id: "Staff+badge_jwt_vc_json" },
  draft13: { format: "jwt_vc_json", credential_definition: { type: ["VerifiableCredential", "StaffBadge"] } },
  draft11: { format: "jwt_vc_json", types: ["VerifiableCredential", "StaffBadge"] },
};

describe.each(protocols)("a wallet of %s", (protocol) => {
  test("finds each document where the standard has it and where others had it, from any site", async () => {
    const base = addressOf(protocol);
    for (const name of ["openid-credential-issuer", "oauth-authorization-server", "openid-configuration"]) {
      for (const path of [`/.well-known/${name}${base}`, `${base}/.well-known/${name}`]) {
        for (const accept of ["application/json", "*/*", "text/html,application/xhtml+xml", "application/jwt"]) {
          const answer = await call("GET", path, { headers: { ...stranger, accept } });
          expect([path, answer.status]).toEqual([path, 200]);
          expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
          expect(answer.headers.get("access-control-allow-origin")).toBe("*");
          expect(answer.body.credential_issuer ?? answer.body.issuer).toBe(ORIGIN + base);
        }
      }
    }
  });

  test("fetches its offer as often as it likes, the same each time", async () => {
    const offer = await offered(ctx, parts, { protocol });
    const first = await offer.read();
    const again = await call("GET", `${offer.path}?source=qr`, { headers: { ...stranger, accept: "*/*" } });
    expect([again.status, again.body]).toEqual([200, first.body]);
    await postForm(`${addressOf(protocol)}/token`, preAuthorized(codeIn(first)));
    expect((await offer.read()).body).toEqual(first.body);
  });

  test("may say more than is asked, with charsets, and its scheme in any letters", async () => {
    const { issuer, ask, nonce } = await redeemed({
      protocol,
      headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8", accept: "application/json" },
      fields: {
        client_id: "wallet",
        redirect_uri: "openid://",
        scope: "openid",
        device: "x",
        resource: ORIGIN,
        user_pin: "",
        tx_code: "",
      },
    });
    const holder = await HolderKey.make();
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: "wallet", sub: "wallet", exp: now + 600, nbf: now, jti: "1", custom: true };
    const jwt = await holder.proof(issuer, await nonce(), { payload: claims });
    const body = {
      ...asIn[protocol],
      proof: { proof_type: "jwt", jwt, custom: 1 },
      custom: {},
      credential_identifiers: [],
      ...(protocol === "1.0" && { format: "jwt_vc_json", types: ["Other"] }),
    };
    const json = { "content-type": "application/json; charset=utf-8", ...stranger };
    const { status, headers } = await ask(body, "BEARER", json);
    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("asks in the browser first whether it may", async () => {
    const base = addressOf(protocol);
    const offer = await offered(ctx, parts, { protocol });
    const endpoints = [
      "token",
      "credential",
      "notification",
      ...(protocol === "1.0" ? ["nonce"] : ["batch_credential"]),
    ];
    const documents = [
      `/.well-known/openid-credential-issuer${base}`,
      `${base}/.well-known/openid-configuration`,
      "/.well-known/did.json",
      "/.well-known/did-configuration.json",
      "/issuers/one/did.json",
    ];
    for (const path of [...endpoints.map((name) => `${base}/${name}`), ...documents, offer.path]) {
      const asked = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,dpop",
      };
      const { status, headers } = await call("OPTIONS", path, { headers: { ...stranger, ...asked } });
      expect([path, status]).toEqual([path, 204]);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("access-control-allow-headers")).toMatch(/authorization.*content-type.*dpop/);
    }
  });

  test.each(["ES256", "EdDSA"] as const)(
    "names its %s key by jwk, did:jwk or did:key, with or without a fragment",
    async (algorithm) => {
      const holder = await HolderKey.make(algorithm);
      const { issuer, ask, nonce } = await redeemed({ protocol });
      const didKey = didKeyOf(PublicJwk.parse(holder.publicJwk));
      const jcs = didKeyJcsOf(PublicJwk.parse(holder.publicJwk));
      const kids = [`${holder.did}#0`, holder.did, `${didKey}#${didKey.slice("did:key:".length)}`, didKey, jcs];
      for (const header of [{}, ...kids.map((kid) => ({ kid, jwk: undefined }))]) {
        const jwt = await holder.proof(issuer, await nonce(), { header });
        const { status, body } = await ask({ ...asIn[protocol], proof: { proof_type: "jwt", jwt } });
        expect([header, status, body.error]).toEqual([header, 200, undefined]);
      }
    },
  );
});

describe.each(["draft13", "draft11"] as const)("a wallet of %s", (protocol) => {
  test("asks without a proof first, and goes on with the nonce that it is refused with", async () => {
    const { issuer, ask } = await redeemed({ protocol });
    const holder = await HolderKey.make();
    const refused = await ask(asIn[protocol]);
    expect([refused.status, refused.body.error]).toEqual([400, "invalid_proof"]);
    const jwt = await holder.proof(issuer, refused.body.c_nonce);
    const { status, body } = await ask({ ...asIn[protocol], proof: { proof_type: "jwt", jwt } });
    expect([status, body.format]).toEqual([200, "jwt_vc_json"]);
  });

  test.each([
    ["the members of the other draft", { format: "jwt_vc_json", types: ["StaffBadge", "VerifiableCredential"] }],
    [
      "types inside the definition",
      { format: "jwt_vc_json", credential_definition: { types: ["VerifiableCredential", "StaffBadge"] } },
    ],
    [
      "the definition with what else it has",
      {
        format: "jwt_vc_json",
        credential_definition: {
          "@context": ["https://www.w3.org/2018/credentials/v1"],
          type: ["VerifiableCredential", "StaffBadge"],
          credentialSubject: {},
        },
      },
    ],
    ["a format's older name", { format: "jwt_vc", types: ["VerifiableCredential", "StaffBadge"] }],
    ["an identifier beside the format", { ...asIn.draft13, credential_identifier: "Staff+badge_jwt_vc_json" }],
    ["a configuration beside the format", { ...asIn.draft11, credential_configuration_id: "Staff+badge_jwt_vc_json" }],
    [
      "both ids and the format",
      {
        ...asIn.draft13,
        credential_identifier: "Staff+badge_jwt_vc_json",
        credential_configuration_id: "Staff+badge_jwt_vc_json",
      },
    ],
  ])("may ask by %s", async (_, asked) => {
    const { issuer, ask, nonce } = await redeemed({ protocol });
    const jwt = await (await HolderKey.make()).proof(issuer, await nonce());
    expect((await ask({ ...asked, proof: { proof_type: "jwt", jwt } })).status).toBe(200);
    expect((await ask({ ...asked, proofs: { jwt: [jwt] } })).status).toBe(200);
  });
});

test("what metadata say of holders' keys is what is taken: other curves are refused (P2)", async () => {
  const { body } = await get(`/.well-known/openid-credential-issuer${addressOf("1.0")}`);
  const configuration = body.credential_configurations_supported["Staff+badge_jwt_vc_json"];
  const told: string[] = configuration.proof_types_supported.jwt.proof_signing_alg_values_supported;
  const makers = ["ES256", "EdDSA", "ES384", "ES512", "RS256"] as const;
  const taken: string[] = [];
  for (const algorithm of makers) {
    const { issuer, ask, nonce } = await redeemed();
    const holder = await HolderKey.make(algorithm);
    const jwt = await holder.proof(issuer, await nonce());
    const answer = await ask({ ...asIn["1.0"], proofs: { jwt: [jwt] } });
    if (answer.status === 200) taken.push(algorithm);
    else expect(answer.body.error).toBe("invalid_proof");
  }
  expect(taken).toEqual(told);
});
