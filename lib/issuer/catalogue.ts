import type { WireFormat } from "@/lib/document/schema";

/** A credential configuration that the Issuer API knows without anybody having designed it (section 7.4). */
export interface CatalogueEntry {
  readonly id: string;
  /** What the credential is called where people see it. */
  readonly name: string;
  readonly format: WireFormat;
  /** With `VerifiableCredential` for W3C formats; else what tells the credential from others. */
  readonly types: readonly string[];
  /** A type that is not served by us; null where ours is meant. */
  readonly vct: string | null;
}

/** Names that have every simple format, with the types that stand between `VerifiableCredential` and their own. */
const simple: Readonly<Record<string, readonly string[]>> = {
  BankId: [],
  KycChecksCredential: ["VerifiableAttestation"],
  KycCredential: ["VerifiableAttestation"],
  KycDataCredential: ["VerifiableAttestation"],
  PassportCh: ["VerifiableAttestation", "VerifiableId"],
  PND91Credential: [],
  MortgageEligibility: ["VerifiableAttestation", "VerifiableId"],
  PortableDocumentA1: ["VerifiableAttestation"],
  OpenBadgeCredential: [],
  VaccinationCertificate: [],
  WalletHolderCredential: [],
  UniversityDegree: [],
  VerifiableId: ["VerifiableAttestation"],
  CTWalletSameAuthorisedInTime: ["VerifiableAttestation"],
  CTWalletSameAuthorisedDeferred: ["VerifiableAttestation"],
  CTWalletSamePreAuthorisedInTime: ["VerifiableAttestation"],
  CTWalletSamePreAuthorisedDeferred: ["VerifiableAttestation"],
  InTimeIssuance: ["VerifiableAttestation"],
  DeferredIssuance: ["VerifiableAttestation"],
  PreAuthIssuance: ["VerifiableAttestation"],
  AlpsTourReservation: ["VerifiableAttestation"],
  EducationalID: ["VerifiableAttestation"],
  HotelReservation: ["VerifiableAttestation"],
  IdentityCredential: ["VerifiableAttestation"],
  Iso18013DriversLicenseCredential: ["VerifiableAttestation"],
  TaxReceipt: ["VerifiableAttestation"],
  VerifiablePortableDocumentA1: ["VerifiableAttestation"],
  Visa: ["VerifiableAttestation"],
  eID: ["VerifiableAttestation"],
  TaxCredential: [],
  NaturalPersonVerifiableID: ["VerifiableAttestation"],
  BoardingPass: ["VerifiableAttestation"],
  LegalPerson: [],
  LegalRegistrationNumber: [],
  GaiaXTermsAndConditions: [],
  DataspaceParticipantCredential: [],
  ProofOfAddressCredential: [],
  ePassportCredential: [],
};

const simpleFormats = ["jwt_vc_json", "jwt_vc", "vc+sd-jwt"] as const;

/** `OpenBadgeCredential` becomes `Open Badge Credential`. */
const inWords = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2");

const simpleEntries = Object.entries(simple).flatMap(([name, between]) =>
  simpleFormats.map((format): CatalogueEntry => {
    const types = format === "vc+sd-jwt" ? [name] : ["VerifiableCredential", ...between, name];
    return { id: `${name}_${format}`, name: inWords(name), format, types, vct: null };
  }),
);

const special: readonly CatalogueEntry[] = [
  {
    id: "KiwiAccessCredential_jwt_vc_json",
    name: "Kiwi Access Card",
    format: "jwt_vc_json",
    types: ["VerifiableCredential", "VerifiableAttestation", "KiwiAccessCredential"],
    vct: null,
  },
  {
    id: "org.iso.18013.5.1.mDL",
    name: "Mobile driving licence",
    format: "mso_mdoc",
    types: ["org.iso.18013.5.1.mDL"],
    vct: null,
  },
  // The name is misspelt in the product whose clients use it; the type is not.
  {
    id: "urn:eu.eur1opa.ec.eudi:pid:1",
    name: "Person identification data",
    format: "dc+sd-jwt",
    types: ["urn:eu.europa.ec.eudi:pid:1"],
    vct: null,
  },
  {
    id: "identity_credential_vc+sd-jwt",
    name: "Identity Credential",
    format: "dc+sd-jwt",
    types: ["identity_credential"],
    vct: null,
  },
  {
    id: "my_custom_vct_vc+sd-jwt",
    name: "Credential of a custom type",
    format: "dc+sd-jwt",
    types: ["my_custom_vct"],
    vct: "https://example.com/my_custom_vct",
  },
  {
    id: "photoID_credential_vc+sd-jwt",
    name: "Photo ID",
    format: "dc+sd-jwt",
    types: ["PhotoIDCredential"],
    vct: null,
  },
];

const entries = new Map([...simpleEntries, ...special].map((entry) => [entry.id, entry]));

export const catalogueEntry = (id: string): CatalogueEntry | null => entries.get(id) ?? null;

/** The SD-JWT VC whose type of ours ends in this name. */
export const catalogueEntryOfType = (type: string): CatalogueEntry | null =>
  [...entries.values()].find(
    ({ format, types, vct }) => format.endsWith("sd-jwt") && vct === null && types[0] === type,
  ) ?? null;

export const catalogueIds: readonly string[] = [...entries.keys()];
