import { EmbeddedJWK, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from "jose";
import { PRE_AUTHORIZED_GRANT } from "@/components/wallet/protocol/offer";
import type { Transport } from "@/components/wallet/protocol/transport";

export const ORIGIN = "https://portal.example.org";
export const ISSUER = `${ORIGIN}/oid4vci/a1`;
export const NOW = new Date("2026-03-01T10:20:30.000Z");
export const OFFER_URL = `${ISSUER}/offers/t1`;

interface Options {
  /** Serves the metadata at the appended path alone, as older issuers do. */
  appendedOnly?: boolean;
  transactionCode?: string;
  changeMetadata?: (metadata: Record<string, unknown>) => Record<string, unknown>;
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const refusal = (error: string, status = 400) => json({ error, error_description: `Because of ${error}.` }, status);

/** An issuer as small as the tests of the wallet need it: it checks proofs as a real one does. */
export async function fakeIssuer({ appendedOnly = false, transactionCode, changeMetadata = (it) => it }: Options = {}) {
  const calls: string[] = [];
  const notifications: unknown[] = [];
  let open = true;
  let holder: JWK | undefined;
  const { privateKey, publicKey } = await generateKeyPair("ES256");

  const offer = {
    credential_issuer: ISSUER,
    credential_configuration_ids: ["Staff_jwt_vc_json"],
    grants: {
      [PRE_AUTHORIZED_GRANT]: {
        "pre-authorized_code": "code-1",
        ...(transactionCode && { tx_code: { input_mode: "numeric", length: transactionCode.length } }),
      },
    },
  };
  const metadata = changeMetadata({
    credential_issuer: ISSUER,
    credential_endpoint: `${ISSUER}/credential`,
    nonce_endpoint: `${ISSUER}/nonce`,
    notification_endpoint: `${ISSUER}/notification`,
    display: [{ name: "Example Ltd" }],
    credential_configurations_supported: {
      Staff_jwt_vc_json: { format: "jwt_vc_json", credential_metadata: { display: [{ name: "Staff badge" }] } },
    },
  });

  async function token(form: URLSearchParams): Promise<Response> {
    if (!open || form.get("pre-authorized_code") !== "code-1") return refusal("invalid_grant");
    if (transactionCode && form.get("tx_code") !== transactionCode) return refusal("invalid_grant");
    open = false;
    return json({ access_token: "token-1", token_type: "Bearer", expires_in: 300 });
  }

  async function credential(init: RequestInit): Promise<Response> {
    if (new Headers(init.headers).get("authorization") !== "Bearer token-1") return refusal("invalid_token", 401);
    const body = JSON.parse(String(init.body));
    const { payload, protectedHeader } = await jwtVerify(body.proofs.jwt[0], EmbeddedJWK, {
      audience: ISSUER,
      typ: "openid4vci-proof+jwt",
      currentDate: NOW,
    });
    if (payload.nonce !== "nonce-1") return refusal("invalid_nonce");
    holder = protectedHeader.jwk;
    const claims = {
      jti: "urn:pic:1",
      vc: { type: ["VerifiableCredential", "Staff"], credentialSubject: { name: "Ada" } },
    };
    const signed = await new SignJWT({ ...claims, cnf: { jwk: holder } })
      .setProtectedHeader({ alg: "ES256" })
      .sign(privateKey);
    return json({ credentials: [{ credential: signed }], notification_id: "n-1" });
  }

  async function answer(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    if (url === OFFER_URL) return open ? json(offer) : refusal("invalid_request", 404);
    for (const [name, body] of [
      ["openid-credential-issuer", metadata],
      ["oauth-authorization-server", { issuer: ISSUER, token_endpoint: `${ISSUER}/token` }],
    ] as const) {
      const path = appendedOnly ? `/oid4vci/a1/.well-known/${name}` : `/.well-known/${name}/oid4vci/a1`;
      if (pathname === path) return json(body);
    }
    if (url === `${ISSUER}/token`) return token(new URLSearchParams(String(init.body)));
    if (url === `${ISSUER}/nonce`) return json({ c_nonce: "nonce-1" });
    if (url === `${ISSUER}/credential`) return credential(init);
    if (url === `${ISSUER}/notification`) {
      notifications.push(JSON.parse(String(init.body)));
      return new Response(null, { status: 204 });
    }
    return refusal("not_found", 404);
  }

  const transport: Transport = {
    origin: ORIGIN,
    now: () => NOW,
    fetch: (url, init) => {
      calls.push(`${init?.method ?? "GET"} ${url}`);
      return answer(url, init);
    },
  };
  return {
    transport,
    calls,
    notifications,
    offer,
    publicKey: await exportJWK(publicKey),
    holder: () => holder,
    close: () => {
      open = false;
    },
  };
}

export const byReference = `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(OFFER_URL)}`;
