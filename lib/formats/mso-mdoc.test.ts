import { describe } from "vitest";
import { verifyMdoc } from "@/e2e/support/wallet/verify-mdoc";
import { daysAfter, documentSignerContent, iacaContent } from "@/lib/certificate/profiles";
import { type CertificateSigner, signCertificate } from "@/lib/certificate/sign-certificate";
import { describeCredentialFormat } from "@/lib/formats/format.contract";
import { msoMdoc } from "@/lib/formats/mso-mdoc";
import { systemRandom } from "@/lib/kernel/ids";

const subject = { country: "ZZ", commonName: "Example Works" };
const contact = { uri: "https://works.example.org/" };
const crlUri = "https://works.example.org/crl";

/** A root and a document signer of one key. */
async function certificatesOf(signer: CertificateSigner) {
  const validity = { notBefore: daysAfter(new Date(), -30), notAfter: daysAfter(new Date(), 30) };
  const root = await signCertificate(
    iacaContent(subject, validity, signer.publicJwk, { contact }),
    signer,
    systemRandom,
  );
  const content = documentSignerContent(
    { ...subject, commonName: "Example Works signer" },
    validity,
    signer.publicJwk,
    {
      issuer: root.subjectName,
      issuerJwk: signer.publicJwk,
      contact,
      crlUri,
    },
  );
  const leaf = await signCertificate(content, signer, systemRandom);
  return {
    certificates: { der: [new Uint8Array(leaf.rawData)], ...validity },
    roots: [root.toString("pem")],
  };
}

const seconds = (date: Date): number => date.getTime() / 1000;

describe("mobile documents", () => {
  describeCredentialFormat({
    format: msoMdoc,
    keyTypes: ["P-256", "P-384", "P-521"],
    certified: ({ signer: { algorithm, sign }, publicJwk }) => certificatesOf({ algorithm, publicJwk, sign }),
    holderKey: ({ x = "", y = "" }) => [Buffer.from(x, "base64url"), Buffer.from(y, "base64url")],
    open: async (credential, { roots }, holder) => {
      const { nameSpaces, deviceKey, status, validFrom, validUntil } = await verifyMdoc(credential, {
        roots,
        holder: holder.privateJwk,
      });
      const { status_list: entry } = Object.fromEntries(status as Map<string, Map<string, unknown>>);
      return {
        claims: nameSpaces.StaffBadge ?? {},
        holderKey: [-2, -3].map((member) => Buffer.from(deviceKey.get(member) as Uint8Array)),
        status: Object.fromEntries(entry ?? []),
        validFromSeconds: seconds(validFrom),
        validUntilSeconds: seconds(validUntil),
      };
    },
  });
});
