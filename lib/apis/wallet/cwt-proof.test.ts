import { beforeAll, describe, expect, test, vi } from "vitest";
import { cwtProof } from "@/e2e/support/wallet/cwt-proof";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { verifyMdoc } from "@/e2e/support/wallet/verify-mdoc";
import type { Ctx } from "@/lib/context";
import { makeNonce } from "@/lib/issuance/nonce";
import { call } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { type IssuingParts, issuingParts } from "@/lib/testing/issuing";
import { licenceClaims, licenceParts, rootsOf } from "@/lib/testing/mdoc";
import { codeIn, form, get, offered, preAuthorized } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let ctx: Ctx;
let parts: IssuingParts;
let holder: HolderKey;

beforeAll(async () => {
  // The verifier looks at the clock on the wall.
  shared.platform = await testPlatform({ now: () => new Date() });
  ctx = await testCtx(shared.platform);
  parts = await licenceParts(ctx);
  holder = await HolderKey.make();
});

const wanted = { format: "mso_mdoc", doctype: "org.iso.18013.5.1.mDL" };
const address = (version = "draft13") => `/oid4vci/${parts.issuer.authorityId}/${version}`;
const identifier = () => `https://portal.example.org${address()}`;

/** A wallet with an access token, and what it gets for a proof. */
async function redeemed() {
  const offer = await offered(ctx, parts, { protocol: "draft13", claims: licenceClaims, format: "mso_mdoc" });
  const { body } = await form(`${address()}/token`, preAuthorized(codeIn(await offer.read())));
  const ask = (cwt: unknown, changes: object = {}) =>
    call("POST", `${address()}/credential`, {
      token: body.access_token,
      body: { ...wanted, proof: { proof_type: "cwt", cwt }, ...changes },
    });
  return { ask, nonce: body.c_nonce as string };
}

describe("a key proof in CBOR", () => {
  test.each([
    ["ES256", []],
    ["ES256", [18]],
    ["EdDSA", [61, 18]],
  ] as const)("gets an mdoc bound to its key: %s with tags %j", async (algorithm, tags) => {
    const owner = await HolderKey.make(algorithm);
    const { ask, nonce } = await redeemed();
    const { status, body } = await ask(await cwtProof(owner, identifier(), nonce, { tags }));
    expect([status, body.format]).toEqual([200, "mso_mdoc"]);
    if (algorithm === "EdDSA") return;
    const verified = await verifyMdoc(body.credential, { roots: await rootsOf(ctx, parts), holder: owner.privateJwk });
    expect(Buffer.from(verified.deviceKey.get(-2) as Uint8Array).toString("base64url")).toBe(owner.publicJwk.x);
  });

  test("is refused when it is stale, ahead, for someone else, of another type, key or algorithm, or bent (P2)", async () => {
    const { ask, nonce } = await redeemed();
    const now = Math.floor(Date.now() / 1000);
    const other = await HolderKey.make();
    const bytes = (text = "") => new Uint8Array(Buffer.from(text, "base64url"));
    const bent = [
      { claims: [[6, now - 310]] },
      { claims: [[6, now + 90]] },
      { claims: [[6, undefined]] },
      { claims: [[6, String(now)]] },
      { claims: [[3, "https://other.example.org"]] },
      { claims: [[3, [identifier()]]] },
      { claims: [[3, `${identifier()}/`]] },
      { claims: [[10, undefined]] },
      { claims: [[10, bytes("AAAA")]] },
      { claims: [[10, bytes(makeNonce(ctx, parts.issuer.authorityId))]] },
      { headers: [[1, undefined]] },
      { headers: [[1, -8]] },
      { headers: [[1, 5]] },
      { headers: [[1, -47]] },
      {
        headers: [
          [2, [99]],
          [99, 1],
        ],
      },
      { headers: [[3, undefined]] },
      { headers: [[3, "openid4vci-proof+jwt"]] },
      { headers: [[33, bytes("AAAA")]] },
      { headers: [["COSE_Key", undefined]] },
      { headers: [["COSE_Key", "text"]] },
      { headers: [["COSE_Key", bytes("oA")]] },
      { key: [[-4, bytes(holder.privateJwk.d)]] },
      {
        key: [
          [1, 4],
          [-1, bytes("AAAA")],
        ],
      },
      { key: [[-1, 2]] },
      {
        key: [
          [-2, bytes(other.publicJwk.x)],
          [-3, bytes(other.publicJwk.y)],
        ],
      },
      { key: [[-3, bytes(holder.publicJwk.x)]] },
      { key: [[-3, true]] },
      { tags: [98] },
    ] as const;
    for (const changes of bent) {
      const { status, body } = await ask(await cwtProof(holder, identifier(), nonce, changes));
      expect([changes, status, body.error]).toEqual([changes, 400, "invalid_proof"]);
      expect(body.c_nonce_expires_in).toBe(300);
    }
    expect((await ask(await cwtProof(holder, identifier(), nonce))).status).toBe(200);
  });

  test("is refused when its bytes were altered, end early, go on, nest or say a thing twice", async () => {
    const { ask, nonce } = await redeemed();
    const good = Buffer.from(await cwtProof(holder, identifier(), nonce), "base64url");
    const altered = Buffer.from(good);
    altered.set([(altered.at(-1) ?? 0) ^ 1], altered.length - 1);
    const twice = Buffer.from("8443a10126a044a101010140", "hex");
    const proofs = [
      altered,
      good.subarray(0, -1),
      Buffer.concat([good, Buffer.from([0])]),
      Buffer.alloc(7000, 0x81),
      Buffer.alloc(9000, 0x9f),
      Buffer.from("84f6a0f640", "hex"),
      Buffer.from("a0", "hex"),
      twice,
    ].map((bytes) => bytes.toString("base64url"));
    for (const cwt of [
      ...proofs,
      "",
      "no base64url!",
      `${good.toString("base64url")}====`,
      "A".repeat(11_000),
      7,
      null,
    ]) {
      const { status, body } = await ask(cwt);
      expect([status, body.error]).toEqual([400, "invalid_proof"]);
    }
    expect((await ask(good.toString("base64url"))).status).toBe(200);
  });

  test.each([
    ["draft13", "jwt_vc_json"],
    ["draft11", "dc+sd-jwt"],
    ["1.0", "mso_mdoc"],
  ] as const)("is no proof in %s for %s", async (protocol, format) => {
    const other = format === "mso_mdoc" ? parts : await issuingParts(ctx, { name: `Staff badge ${protocol}` });
    const claims = format === "mso_mdoc" ? { claims: licenceClaims } : {};
    const base = `/oid4vci/${other.issuer.authorityId}${protocol === "1.0" ? "" : `/${protocol}`}`;
    const offer = await (await offered(ctx, other, { protocol, format, ...claims })).read();
    const { body: token } = await form(`${base}/token`, preAuthorized(codeIn(offer)));
    const nonce = makeNonce(ctx, other.issuer.authorityId);
    const cwt = await cwtProof(holder, `https://portal.example.org${base}`, nonce);
    const [asked] = offer.body.credential_configuration_ids ?? offer.body.credentials;
    const body = { credential_configuration_id: asked, proof: { proof_type: "cwt", cwt } };
    const refused = await call("POST", `${base}/credential`, { token: token.access_token, body });
    expect([refused.status, refused.body.error]).toEqual([400, "invalid_proof"]);
  });

  test("is no second proof beside others", async () => {
    const { ask, nonce } = await redeemed();
    const cwt = await cwtProof(holder, identifier(), nonce);
    expect((await ask(cwt, { proofs: { jwt: ["a.b.c"] } })).body.error).toBe("invalid_proof");
  });
});

test("the metadata tell of it where it is taken, after the proof that every wallet knows", async () => {
  const { body } = await get(`/.well-known/openid-credential-issuer${address()}`);
  const [mdoc] = Object.values<{ proof_types_supported: object }>(body.credential_configurations_supported);
  const algorithms = { proof_signing_alg_values_supported: ["ES256", "EdDSA"] };
  expect(Object.entries(mdoc?.proof_types_supported ?? {})).toEqual([
    ["jwt", algorithms],
    ["cwt", algorithms],
  ]);
  const { body: final } = await get(`/.well-known/openid-credential-issuer/oid4vci/${parts.issuer.authorityId}`);
  const [same] = Object.values<{ proof_types_supported: object }>(final.credential_configurations_supported);
  expect(same?.proof_types_supported).toEqual({ jwt: algorithms });
});
