import { decodeJwt, decodeProtectedHeader } from "jose";
import { record, text } from "@/components/contract/preview/read";
import { fromBase64url, toBase64url } from "@/components/wallet/protocol/encoding";

export interface StatusEntry {
  readonly uri: string;
  readonly index: number;
}

/** A credential taken apart, whatever its format. Times are RFC 3339. */
export interface DecodedCredential {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly issuer: string;
  readonly type: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly status: StatusEntry | null;
  readonly header: unknown;
  readonly payload: unknown;
  /** The decoded disclosures of an SD-JWT; empty in other formats. */
  readonly disclosures: readonly unknown[];
}

/** Takes apart a credential. */
export async function decodeCredential(format: string, credential: string): Promise<DecodedCredential> {
  if (format !== "mso_mdoc") return decodeJose(format, credential);
  // Most holders have no mdoc: the reader of its encoding comes when one is there.
  const { decodeMdoc } = await import("@/components/wallet/protocol/decode-mdoc");
  return decodeMdoc(credential);
}

/** A JWT VC or an SD-JWT VC. Only disclosures whose digest the issuer signed count (RFC 9901, section 7). */
async function decodeJose(format: string, credential: string): Promise<DecodedCredential> {
  const [jwt = "", ...parts] = credential.split("~");
  const header = decodeProtectedHeader(jwt);
  const payload = decodeJwt(jwt);
  const disclosures = await readDisclosures(parts.filter(Boolean));
  const subject = format === "jwt_vc_json" ? record(record(payload.vc).credentialSubject) : payload;
  return {
    claims: withoutTechnical(record(disclosed(subject, disclosures))),
    id: payload.jti ?? "",
    issuer: payload.iss ?? "",
    type: typeOf(payload),
    validFrom: moment(payload.nbf ?? payload.iat),
    validUntil: moment(payload.exp),
    status: statusEntry(payload),
    header,
    payload,
    disclosures: [...disclosures.values()],
  };
}

const technical = new Set(["id", "iss", "sub", "jti", "iat", "nbf", "exp", "vct", "vct#integrity", "cnf", "status"]);

const withoutTechnical = (claims: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !technical.has(name)));

function typeOf(payload: Readonly<Record<string, unknown>>): string {
  const types = record(payload.vc).type;
  return text(payload.vct) || (Array.isArray(types) ? text(types.at(-1)) : "");
}

const moment = (seconds: number | undefined): string | null =>
  seconds === undefined ? null : new Date(seconds * 1000).toISOString();

function statusEntry(payload: Readonly<Record<string, unknown>>): StatusEntry | null {
  const { uri, idx } = record(record(payload.status).status_list);
  return typeof uri === "string" && Number.isInteger(idx) ? { uri, index: Number(idx) } : null;
}

async function readDisclosures(encoded: readonly string[]): Promise<Map<string, unknown[]>> {
  const entries = encoded.map(async (one): Promise<[string, unknown[]][]> => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(one));
    const parsed: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(one)));
    return Array.isArray(parsed) ? [[toBase64url(new Uint8Array(digest)), parsed]] : [];
  });
  return new Map((await Promise.all(entries)).flat());
}

/** Puts disclosed claims where their digests stand, at any depth. */
function disclosed(value: unknown, disclosures: ReadonlyMap<string, unknown[]>): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const digest = record(item)["..."];
      if (typeof digest !== "string") return [disclosed(item, disclosures)];
      const found = disclosures.get(digest);
      return found ? [disclosed(found[1], disclosures)] : [];
    });
  }
  if (typeof value !== "object" || value === null) return value;
  const { _sd, _sd_alg, ...open } = value as Record<string, unknown>;
  const digests = Array.isArray(_sd) ? _sd : [];
  const hidden = digests.flatMap((digest) => {
    const found = disclosures.get(text(digest));
    return found ? [[text(found[1]), found[2]] as const] : [];
  });
  const members = [...Object.entries(open), ...hidden];
  return Object.fromEntries(members.map(([name, member]) => [name, disclosed(member, disclosures)]));
}
