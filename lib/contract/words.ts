/** What the members of a contract are for, by the names of their schemas; the schema's own under the empty name. */
const flow = {
  mapping: "Which claims are taken, and under which names they go into the credential.",
  required: "Whether this source must give its claims before a credential is issued.",
};
const trustedIssuers = "DIDs of the issuers whose word counts.";

const settings = {
  availableInVcDirectory: "Whether other organisations find this contract in the network.",
  issueNotificationEnabled: "Kept for clients of the reference; nothing is sent.",
  issueNotificationAllowedToGroupOids: "Kept for clients of the reference.",
  allowOverrideValidityIntervalOnIssuance: "Whether an issuance request may set its own expirationDate.",
  formats: "Formats that wallets may choose from, the default first. Without it, those its claims can be written in.",
};

const members = {
  name: "Unique within the organisation in any case. It is part of the contract's id and never changes.",
  rules: "Where the claims come from, how long a credential is valid and what type it is of.",
  displays: "How the card looks and is worded, one entry per language; the first is the default.",
  ...settings,
};

export const contractWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CreateContract: {
    "": "What a credential says, where its claims come from and how it looks in a wallet.",
    authorityId: "The authority that issues by this contract.",
    ...members,
  },
  Contract: {
    "": "A contract as it is published.",
    id: "Made of the organisation's id and the contract's name.",
    status: "Always Enabled.",
    authorityId: "The authority that issues by this contract.",
    issuerId: "The same as authorityId, for clients of old.",
    manifestUrl: "What wallets and issuance requests call the contract by.",
    ...members,
  },
  ContractRules: {
    "": "Where the claims come from, how long a credential is valid and what type it is of.",
    attestations: "Sources of claims: at least one.",
    validityInterval: "How long a credential is valid, in seconds: a minute to ten years.",
    vc: "The credential's types. VerifiableCredential is always there and is left out.",
    customStatusEndpoint: "Where verifiers of jwt_vc_json credentials ask for the status, when it is not this portal.",
  },
  CustomStatusEndpoint: {
    "":
      "The organisation's own endpoint: it answers {url}/{listId} with what this portal serves at " +
      "/status-lists/{listId}/bitstring for BitstringStatusListEntry, or at /status-lists/{listId}/2021 for " +
      "StatusList2021Entry. The credential's Token Status List stays this portal's.",
    url: "An https address without a query: each list is found below it by its id.",
    type: "The type of entry that credentials carry.",
  },
  ContractAttestations: {
    "": "Sources of claims. Each output claim has one source.",
    idTokenHints: "Claims that the issuance request itself carries.",
    idTokens: "Claims of a person who signs in at an OpenID provider.",
    presentations: "Claims of a credential that the wallet presents.",
    selfIssued: "Claims that the holder types into the wallet: a single object, or a list.",
    accessTokens: "Claims of the directory, by an access token.",
  },
  IdTokenHintAttestation: { "": "Claims that the issuance request itself carries.", ...flow, trustedIssuers },
  IdTokenAttestation: {
    "": "Claims of a person who signs in at an OpenID provider.",
    ...flow,
    configuration: "The provider's address: its metadata is read from /.well-known/openid-configuration below it.",
    clientId: "The wallet's client id at the provider.",
    redirectUri: "Always vcclient://openid/.",
    scope: "What is asked of the provider, such as openid profile.",
    trustedIssuers,
  },
  PresentationAttestation: {
    "": "Claims of a credential that the wallet presents.",
    ...flow,
    credentialType: "The type of the credential to present.",
    trustedIssuers,
    contracts: "Manifest addresses of contracts by which the wallet can get such a credential.",
  },
  SelfIssuedAttestation: { "": "Claims that the holder types into the wallet.", ...flow },
  AccessTokenAttestation: { "": "Claims of the directory, by an access token.", ...flow },
  ClaimMapping: {
    "": "One claim on its way from a source into the credential.",
    inputClaim: "The source's name of the claim.",
    outputClaim: "The credential's name of the claim.",
    indexed: "Whether credentials can be found by this claim's value, to revoke them. One claim of a contract at most.",
    required: "Whether nothing is issued without it.",
    type: "The claim's data type: String when left out.",
  },
  ContractDisplays: { "": "How the card looks and is worded, one entry per language; the first is the default." },
  ContractDisplay: {
    "": "How the card looks and is worded in one language.",
    locale: "A language tag, such as en, de or fr-CH.",
    card: "The face of the card.",
    consent: "What a wallet says before it takes the credential.",
    claims: "What a wallet calls the claims, in the order in which it shows them.",
  },
  DisplayCard: {
    "": "The face of the card.",
    title: "The credential's name.",
    issuedBy: "Who issues it, as the card says it.",
    backgroundColor: "As #RRGGBB.",
    textColor: "As #RRGGBB, readable on the background: a contrast of 4.5 to 1 or more.",
    description: "What the credential is for.",
    logo: "At best square, PNG or JPEG.",
  },
  DisplayLogo: {
    "": "The picture on the card.",
    uri: "An https address, or a data URI of a PNG or JPEG of up to 47 KiB.",
    description: "The picture in words, for people who cannot see it.",
  },
  DisplayConsent: {
    "": "What a wallet says before it takes the credential.",
    title: "The question, such as: Do you want this card?",
    instructions: "What the holder should know before saying yes.",
  },
  DisplayClaim: {
    "": "How a wallet shows one claim.",
    claim: "The claim with the prefix vc.credentialSubject.",
    label: "What the wallet calls it.",
    type: "String, or image/jpg;base64url for a picture.",
    description: "What the claim means.",
  },
  Colour: { "": "A colour as #RRGGBB." },
  Locale: { "": "A language tag of BCP 47." },
  FormatId: { "": "How a credential is written: W3C VC as a JWT, SD-JWT VC, or mdoc (ISO/IEC 18013-5)." },
  ContractName: { "": "Letters, digits, blanks, dots, hyphens and underscores." },
};
