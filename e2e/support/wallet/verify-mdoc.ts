import { DeviceResponse, type MDoc, Verifier } from "@auth0/mdl";
import { decode, encode, Tag } from "cbor2";
import type { JWK } from "jose";

/** What `@auth0/mdl` found in an mdoc after everything it checks held: chain, signature, digests, device key, dates. */
interface VerifiedMdoc {
  readonly docType: string;
  readonly nameSpaces: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly status: unknown;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly deviceKey: ReadonlyMap<number, unknown>;
}

/** `issuerSigned` as a wallet got it: base64url of its CBOR. */
export const decodeIssuerSigned = (credential: string): Map<string, unknown> =>
  decode(Buffer.from(credential, "base64url"), { preferMap: true, ignoreGlobalTags: true }) as Map<string, unknown>;

const contentsOf = (value: unknown): unknown => (value instanceof Tag ? value.contents : value);

const inner = (value: unknown): Map<string, unknown> =>
  decode(contentsOf(value) as Uint8Array, { preferMap: true, ignoreGlobalTags: true }) as Map<string, unknown>;

/** The mobile security object that the issuer signed. */
export function securityObject(credential: string): Map<string, unknown> {
  const [, , payload] = decodeIssuerSigned(credential).get("issuerAuth") as [Uint8Array, unknown, Uint8Array];
  return inner(decode(payload, { preferMap: true, ignoreGlobalTags: true }));
}

const transcript = encode(
  new Tag(24, encode([null, null, ["nonce", "reader", "https://reader.example.org/", "nonce"]])),
);

/**
 * Shows the credential to the verifier as a wallet would, every element of it, signed by the holder's key, and refuses
 * it when one check fails.
 */
export async function verifyMdoc(
  credential: string,
  { roots, holder }: { readonly roots: readonly string[]; readonly holder: JWK },
): Promise<VerifiedMdoc> {
  const mso = securityObject(credential);
  const docType = String(mso.get("docType"));
  const issuerSigned = decodeIssuerSigned(credential);
  const elements = [...(issuerSigned.get("nameSpaces") as Map<string, unknown[]>)];
  // Put together by hand, so that the issuer's own bytes stay as they are.
  const mdoc = Buffer.concat([
    Buffer.from([0xa3]),
    ...["version", "1.0", "documents"].map((text) => encode(text)),
    Buffer.from([0x81, 0xa2]),
    ...["docType", docType, "issuerSigned"].map((text) => encode(text)),
    Buffer.from(credential, "base64url"),
    ...["status", 0].map((one) => encode(one)),
  ]);
  const response = await DeviceResponse.from(mdoc)
    .usingPresentationDefinition(everything(docType, elements))
    .usingSessionTranscriptBytes(Buffer.from(transcript))
    .authenticateWithSignature(holder, "ES256")
    .sign();
  const verified = await new Verifier([...roots]).verify(response.encode(), { encodedSessionTranscript: transcript });
  const [document] = (verified as MDoc).documents;
  if (!document) throw new Error("The verifier found no document.");
  const { validityInfo } = document.issuerSigned.issuerAuth.decodedPayload;
  const deviceKeyInfo = mso.get("deviceKeyInfo") as Map<string, unknown>;
  return {
    docType: document.docType,
    nameSpaces: Object.fromEntries(
      document.issuerSignedNameSpaces.map((name) => [name, document.getIssuerNameSpace(name)]),
    ),
    status: mso.get("status"),
    validFrom: validityInfo.validFrom,
    validUntil: validityInfo.validUntil,
    deviceKey: deviceKeyInfo.get("deviceKey") as Map<number, unknown>,
  };
}

const everything = (docType: string, elements: readonly (readonly [string, unknown[]])[]) => ({
  id: "everything",
  input_descriptors: [
    {
      id: docType,
      format: { mso_mdoc: { alg: ["ES256", "ES384", "ES512"] } },
      constraints: {
        limit_disclosure: "required",
        fields: elements.flatMap(([namespace, items]) =>
          items.map((item) => ({
            path: [`$['${namespace}']['${String(inner(item).get("elementIdentifier"))}']`],
            intent_to_retain: false,
          })),
        ),
      },
    },
  ],
});
