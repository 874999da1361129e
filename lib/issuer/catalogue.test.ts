import { beforeAll, expect, test, vi } from "vitest";
import { catalogueEntry, catalogueIds } from "@/lib/issuer/catalogue";
import { testPlatform } from "@/lib/testing/ctx";
import { IssuerClient } from "@/lib/testing/issuer-api";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let issuer: IssuerClient;
beforeAll(async () => {
  shared.platform = await testPlatform();
  issuer = await IssuerClient.make(shared.platform);
});

/** Written down from section 7.4, not from the catalogue. */
const simple =
  `BankId KycChecksCredential KycCredential KycDataCredential PassportCh PND91Credential MortgageEligibility
  PortableDocumentA1 OpenBadgeCredential VaccinationCertificate WalletHolderCredential UniversityDegree VerifiableId
  CTWalletSameAuthorisedInTime CTWalletSameAuthorisedDeferred CTWalletSamePreAuthorisedInTime
  CTWalletSamePreAuthorisedDeferred InTimeIssuance DeferredIssuance PreAuthIssuance AlpsTourReservation EducationalID
  HotelReservation IdentityCredential Iso18013DriversLicenseCredential TaxReceipt VerifiablePortableDocumentA1 Visa eID
  TaxCredential NaturalPersonVerifiableID BoardingPass LegalPerson LegalRegistrationNumber GaiaXTermsAndConditions
  DataspaceParticipantCredential ProofOfAddressCredential ePassportCredential`.split(/\s+/);
const special = [
  ["KiwiAccessCredential_jwt_vc_json", "jwt_vc_json"],
  ["org.iso.18013.5.1.mDL", "mso_mdoc"],
  ["identity_credential_vc+sd-jwt", "dc+sd-jwt"],
  ["my_custom_vct_vc+sd-jwt", "dc+sd-jwt"],
  ["photoID_credential_vc+sd-jwt", "dc+sd-jwt"],
  ["urn:eu.eur1opa.ec.eudi:pid:1", "dc+sd-jwt"],
] as const;
const expected = [
  ...simple.flatMap((name) => ["jwt_vc_json", "jwt_vc", "vc+sd-jwt"].map((format) => [`${name}_${format}`, format])),
  ...special,
];

test("the catalogue has every configuration of a default install in its format, and no other (section 7.4)", () => {
  expect([...catalogueIds].sort()).toEqual(expected.map(([id]) => id).sort());
  for (const [id = "", format] of expected) expect(catalogueEntry(id)?.format, id).toBe(format);
});

test("each of them can be offered", async () => {
  for (const [id = "", format] of expected) {
    const content =
      format === "mso_mdoc"
        ? { mdocData: { "org.iso.18013.5.1": { family_name: "Sample" } } }
        : { credentialData: { name: "Sample" } };
    await issuer.offer({ credentialConfigurationId: id, ...content });
  }
}, 60_000);

test("types are those of the configuration: between VerifiableCredential and the type's own name", () => {
  for (const name of simple) {
    for (const format of ["jwt_vc_json", "jwt_vc"]) {
      const { types = [] } = catalogueEntry(`${name}_${format}`) ?? {};
      expect([types[0], types.at(-1)]).toEqual(["VerifiableCredential", name]);
    }
  }
  expect(catalogueEntry("OpenBadgeCredential_jwt_vc_json")?.types).toEqual([
    "VerifiableCredential",
    "OpenBadgeCredential",
  ]);
});
