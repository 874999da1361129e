import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { percentiles, round } from "@/bench/statistics";
import type { FormatId } from "@/lib/contract/schema";
import type { SelectiveDisclosure } from "@/lib/document/schema";
import type { PreparedDocument } from "@/lib/formats/format";
import { credentialFormats } from "@/lib/formats/registry";
import { systemRandom } from "@/lib/kernel/ids";
import { PublicJwk } from "@/lib/signing-key/schema";

const CLAIMS = 10;
const SALT_BYTES = 16;
const MDOC_SALT_BYTES = 32;
/** Each in turn many times, so that both meet the same machine. */
const ROUNDS = 40;
const PER_ROUND = 100;

interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const signature = (data: Uint8Array, { privateKey, publicKey }: Keys): Uint8Array => {
  const signed = sign("sha256", data, { key: privateKey, dsaEncoding: "ieee-p1363" });
  if (!verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, signed)) throw new Error("unverified");
  return signed;
};

const names = Array.from({ length: CLAIMS }, (_, at) => `claim_${at}`);
const claims = Object.fromEntries(names.map((name) => [name, `Sample value of ${name}`]));
const selectiveDisclosure: SelectiveDisclosure = {
  fields: Object.fromEntries(names.map((name) => [name, { sd: true }])),
  decoyMode: "NONE",
  decoys: 0,
};

const now = new Date("2026-03-01T10:00:00Z");
const jwk = PublicJwk.parse(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" }));
const common = {
  id: "urn:pic:00000000000040008000000000000000",
  issuer: "did:example:issuer",
  jwtClaims: {},
  sdJwtClaims: {},
  mdoc: null,
  x5Chain: [],
  holder: { jwk, did: "did:example:holder", thumbprint: "thumbprint" },
  status: {
    kind: "hosted",
    reference: {
      uri: "https://portal.example.org/status-lists/1",
      index: 7,
      w3c: { type: "BitstringStatusListEntry", listUri: "https://portal.example.org/status-lists/1/bitstring" },
    },
  },
  now,
  validFrom: now,
  validUntil: now,
} as const satisfies Partial<PreparedDocument>;

const jwtDocument: PreparedDocument = {
  ...common,
  format: "jwt_vc_json",
  types: ["VerifiableCredential", "OpenBadgeCredential"],
  vct: null,
  selectiveDisclosure: null,
  data: {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    issuanceDate: "2026-03-01T10:00:00Z",
    credentialSubject: { id: "did:example:holder", ...claims },
  },
};

const sdJwtDocument: PreparedDocument = {
  ...common,
  format: "dc+sd-jwt",
  types: [],
  vct: "https://portal.example.org/credential-types/1/1",
  selectiveDisclosure,
  data: claims,
};

const mdocDocument: PreparedDocument = {
  ...common,
  format: "mso_mdoc",
  types: [],
  vct: "org.example.bench.1",
  selectiveDisclosure: null,
  data: {},
  mdoc: {
    data: { "org.example.bench.1": claims },
    validityDays: 1,
    trustedRoots: [],
    authorizedTransactionDataTypes: [],
  },
};

/** Processor time: what else the machine does must not count. */
function milliseconds(work: () => void): number {
  const before = process.cpuUsage();
  for (let count = 0; count < PER_ROUND; count++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** How much longer the whole takes than its crypto alone, both as they mostly are. */
function ratio(whole: () => void, bare: () => void): number {
  const taken = { whole: [] as number[], bare: [] as number[] };
  for (let count = 0; count < ROUNDS; count++) {
    taken.whole.push(milliseconds(whole));
    taken.bare.push(milliseconds(bare));
  }
  return round(percentiles(taken.whole).p50 / percentiles(taken.bare).p50);
}

/** Encoding and signing a credential of ten claims, held against the signatures, digests and salts it cannot do without. */
export function signingRatios(): { jwt: number; sdJwt: number; mdoc: number } {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificates = { der: [randomBytes(600)], notBefore: now, notAfter: now };
  const signer = { algorithm: "ES256", keyId: "did:example:issuer#0", certificates } as const;
  const whole = (format: FormatId, document: PreparedDocument) => () => {
    const unsigned = credentialFormats[format].encodeDocument(document, signer, systemRandom);
    unsigned.complete(signature(unsigned.signingInput, keys));
  };
  const input = randomBytes(1200);
  const digested = (salt: number, item: Uint8Array) => () => {
    for (let count = 0; count < CLAIMS; count++) {
      randomBytes(salt);
      createHash("sha256").update(item).digest();
    }
    signature(input, keys);
  };
  return {
    jwt: ratio(whole("jwt_vc_json", jwtDocument), () => void signature(input, keys)),
    sdJwt: ratio(whole("dc+sd-jwt", sdJwtDocument), digested(SALT_BYTES, randomBytes(80))),
    mdoc: ratio(whole("mso_mdoc", mdocDocument), digested(MDOC_SALT_BYTES, randomBytes(120))),
  };
}
