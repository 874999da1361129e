import { contractWords } from "@/lib/contract/words";
import type { SchemaWords } from "@/lib/http/openapi-components";

const { "": _, authorityId: _authority, ...contractMembers } = contractWords.CreateContract ?? {};
const echoed = "Taken from an answer that is sent back, and not heeded.";
const fixed = "Never changes: may be sent as it is.";

/** What the Admin API's members are for, where their names do not say it. */
export const adminWords: SchemaWords = {
  ...contractWords,
  Onboarding: {
    "": "The organisation. The service principals are names only: there is no directory behind them.",
    id: "The organisation's id, which contract ids begin with.",
  },
  Authority: {
    "": "Who issues: a name, a linked domain with its DID, and the keys that sign.",
    name: "What wallets show as the issuer.",
    status: "Always Enabled.",
    keyVaultMetadata: "As it was sent when the authority was made.",
    kmsMetadata: "Where the current key really is.",
    linkedDomainsVerified: "Whether the last check of the linked domain found everything right.",
  },
  DidModel: {
    "": "The authority's DID and what stands behind it.",
    signingKeys: "Addresses of the keys, the newest first.",
    linkedDomainUrls: "The domains that the DID is linked to.",
    didDocumentStatus: "outOfSync from a rotation until the published DID document has the new key.",
    recoveryKeys: "Always empty for did:web.",
    updateKeys: "Always empty for did:web.",
    encryptionKeys: "Always empty for did:web.",
  },
  KmsMetadata: {
    "": "Where a key really is.",
    backend: "The key store.",
    region: "Its region, where it has one.",
    keyId: "The key's name there: for AWS its ARN.",
    keyType: "The curve or size.",
  },
  KeyVaultMetadata: {
    "": "Where an existing client wants its key. Stored, and echoed as sent.",
    resourceUrl: "The key store's address. An address of AWS KMS chooses AWS KMS.",
  },
  CreateAuthorityBody: {
    "": "A new authority.",
    name: "What wallets show as the issuer.",
    linkedDomainUrl: "An https domain that you control: its DID is made of it.",
    didMethod: "Always web.",
    keyVaultMetadata: "Where an existing client wants its key.",
    key: "Our own: an onboarded key by its id, or where to make one. Without it the installation's default.",
    template: "Sent by some clients, and not heeded.",
  },
  KeyChoice: { "": "A key onboarded before, by its id, or one to be made now." },
  OnboardSigningKey: { "": "A key to be made. Secrets in it are sealed at once and never shown again." },
  GenerateDidConfigurationBody: {
    "": "Which domain to link.",
    domainUrl: "One of the authority's linked domains. Without it, the only one.",
  },
  DidDocument: { "": "To be hosted as /.well-known/did.json, where this portal does not do so itself." },
  DidConfiguration: {
    "": "To be hosted as /.well-known/did-configuration.json, where this portal does not do so itself.",
    linked_dids: "Signed statements that domain and DID belong together.",
  },
  CreateContractBody: {
    "": "A new contract. rules and displays may also be texts that hold JSON.",
    ...contractMembers,
    authorityId: echoed,
    issuerId: echoed,
    id: echoed,
    status: echoed,
    manifestUrl: echoed,
  },
  UpdateContractBody: {
    "": "Changes to a contract: a member that is there replaces the whole stored member.",
    ...contractMembers,
    name: fixed,
    authorityId: fixed,
    issuerId: fixed,
    id: fixed,
    status: fixed,
    manifestUrl: fixed,
  },
  Credential: {
    "": "A record of what was issued; never the claims.",
    id: "The credential's jti.",
    issuedAt: "ISO 8601 with seven decimals.",
  },
  FoundCredential: {
    "": "A credential as the search finds it.",
    id: "The credential's jti.",
    issuedAtTimestamp: "RFC 1123.",
    issuedAt: "ISO 8601 with seven decimals.",
  },
  IssuanceRequest: {
    "": "An offer to be made.",
    authority: "The DID of the authority that issues.",
    manifest: "The contract's manifestUrl.",
    type: "The contract's type; several with commas between.",
    registration: "Who asks, as wallets may show it.",
    callback: "Where to tell how it goes. The issuance waits for the answer: without a 2xx nothing is released.",
    includeQRCode: "Whether the answer has a QR code as a PNG data URI.",
    claims: "Claims by their input names, as the contract's idTokenHints have them.",
    pin: "A code that the holder types in, told over another channel than the offer.",
    expirationDate: "ISO 8601; only where the contract allows it.",
    format: "Our own: one of the contract's formats.",
    protocol: "Our own: the version of OpenID4VCI.",
  },
  Pin: {
    "": "A code of 4 to 16 digits, in clear or hashed.",
    value: "The digits; with a salt the Base64 of SHA-256(salt + pin).",
    length: "How many digits.",
  },
  Registration: { "": "Who asks.", clientName: "What wallets may show." },
  Callback: {
    "": "Where to tell how the issuance goes.",
    url: "An https address on the public internet.",
    state: "Comes back with every call.",
    headers: "Only api-key and Authorization.",
  },
  IssuanceResponse: {
    "": "The offer.",
    url: "For the wallet: as a link on a phone, or as a QR code.",
    expiry: "Unix seconds until when it can be taken up.",
    qrCode: "A PNG data URI, when it was asked for.",
  },
  Refusal: {
    "": "What every refusal looks like. Programs go by the codes, people by the messages.",
    requestId: "Names this request in our logs.",
    mscv: "The correlation vector.",
    error: "The outer code goes by the HTTP status, the inner one says more; target names the field.",
  },
};
