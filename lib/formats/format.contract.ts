import type { JWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import type { CertificateChain, CredentialDraft, CredentialFormat } from "@/lib/formats/format";
import { credentialFormats } from "@/lib/formats/registry";
import { systemRandom } from "@/lib/kernel/ids";
import { jwkProvider } from "@/lib/keys/jwk";
import { newKeyHandle } from "@/lib/keys/provider.contract";
import { type Signer, signerOf } from "@/lib/keys/signer";
import { type KeyType, PublicJwk } from "@/lib/signing-key/schema";

const KEY_ID = "did:web:works.example.org#key";
const TYPE = "StaffBadge";
const DAY_SECONDS = 86_400;

/** What a reader that knows no code of ours finds in a credential once its signature holds. */
interface Opened {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly holderKey: unknown;
  readonly status: unknown;
  readonly validFromSeconds: number;
  readonly validUntilSeconds: number;
}

interface Issuer {
  readonly signer: Signer;
  readonly publicJwk: PublicJwk;
  readonly certificates?: CertificateChain;
  /** PEM. */
  readonly roots: readonly string[];
}

interface FormatUnderTest {
  readonly format: CredentialFormat;
  /** Of the keys that sign it. */
  readonly keyTypes: readonly KeyType[];
  /** For a format whose credentials carry certificates. */
  certified?(issuer: Issuer): Promise<Pick<Issuer, "certificates" | "roots">>;
  /** Throws where the signature is not the issuer's. */
  open(credential: string, issuer: Issuer, holder: HolderKey): Promise<Opened>;
  /** The holder's key as the format writes it. */
  holderKey(jwk: JWK): unknown;
}

const nowSeconds = Math.floor(Date.now() / 1000);
const validFromSeconds = nowSeconds - DAY_SECONDS;
const validUntilSeconds = nowSeconds + DAY_SECONDS;

const draftFor = (holder: HolderKey): CredentialDraft => ({
  id: "urn:pic:0123456789abcdef0123456789abcdef",
  issuer: "did:web:works.example.org",
  types: [TYPE],
  vct: "https://works.example.org/credential-types/1/1",
  sdJwtType: "dc+sd-jwt",
  claims: { given_name: "Sample", motto: '„Grüße“ \\ "quoted" ~ 水' },
  claimTypes: {},
  holder: { jwk: PublicJwk.parse(holder.publicJwk), did: holder.did, thumbprint: "unused" },
  validFrom: new Date(validFromSeconds * 1000),
  validUntil: new Date(validUntilSeconds * 1000),
  status: {
    uri: "https://works.example.org/status-lists/1",
    index: 77,
    w3c: { type: "BitstringStatusListEntry", listUri: "https://works.example.org/status-lists/1/bitstring" },
  },
});

/** What every format must do. */
export function describeCredentialFormat({ format, keyTypes, certified, open, holderKey }: FormatUnderTest): void {
  describe("as every credential format", () => {
    let holder: HolderKey;
    beforeAll(async () => {
      holder = await HolderKey.make();
    });

    async function newIssuer(keyType: KeyType): Promise<Issuer> {
      const provider = jwkProvider();
      const key = await newKeyHandle({ provider, config: {} }, keyType);
      const issuer = { signer: signerOf(provider, key, KEY_ID), publicJwk: key.publicJwk, roots: [] };
      return { ...issuer, ...(await certified?.(issuer)) };
    }

    const encode = (draft: CredentialDraft, { signer, certificates }: Issuer) =>
      format.encode(draft, { ...signer, ...(certificates && { certificates }) }, systemRandom);

    test("metadata names it by the id under which it is found", async () => {
      const rules = { attestations: { selfIssued: { mapping: [], required: true } }, validityInterval: 3600 };
      const contract = { rules: { ...rules, vc: { type: [TYPE] } }, vct: "https://works.example.org/type" };
      expect(format.describe({ ...contract, algorithm: "ES256" })).toMatchObject({ format: format.id });
      expect(credentialFormats[format.id]).toBe(format);
    });

    test.each(keyTypes)("signed by %s, it says to an independent reader what was drafted", async (keyType) => {
      const issuer = await newIssuer(keyType);
      const draft = draftFor(holder);
      const unsigned = encode(draft, issuer);
      const credential = unsigned.complete(await issuer.signer.sign(unsigned.signingInput));
      expect(await open(credential, issuer, holder)).toEqual({
        claims: draft.claims,
        holderKey: holderKey(holder.publicJwk),
        status: { idx: 77, uri: draft.status.uri },
        validFromSeconds,
        validUntilSeconds,
      });
    });

    test("a signature over anything else does not hold for it", async () => {
      const issuer = await newIssuer("P-256");
      const [one, other] = [encode(draftFor(holder), issuer), encode({ ...draftFor(holder), claims: {} }, issuer)];
      const credential = one.complete(await issuer.signer.sign(other.signingInput));
      await expect(open(credential, issuer, holder)).rejects.toThrow();
    });
  });
}
