import * as z from "zod";
import type { DidDocument } from "@/lib/did/document";
import type { Algorithm, Backend, KeyState, PublicJwk } from "@/lib/signing-key/schema";
import { KeyType, OnboardSigningKey } from "@/lib/signing-key/schema";

const LOOPBACK = new Set(["localhost", "127.0.0.1"]);
const HOST_NAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/;

/** What is wrong with a domain's address; null when it is fine. */
function domainFault(text: string): string | null {
  if (!URL.canParse(text)) return "Give the domain as an address such as https://verifiedid.example.org/.";
  const url = new URL(text);
  const loopback = LOOPBACK.has(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    return "The domain must be https (http only for localhost).";
  }
  if (url.username || url.password) return "Leave user name and password out of the domain.";
  if (url.search || url.hash) return "Leave query and fragment out of the domain.";
  if (!loopback && (!HOST_NAME.test(url.hostname) || /^[\d.]+$/.test(url.hostname) || url.hostname.length > 253)) {
    return "Give a host name, not an IP address.";
  }
  // A did:web with a path would need documents at places that we do not publish.
  if (url.pathname !== "/" && !/^\/\.well-known(\/|$)/.test(url.pathname)) {
    return "Leave the path out: the DID stands for the whole domain.";
  }
  return null;
}

/** The address of a linked domain, normalised to its origin with a slash at its end: `https://host[:port]/`. */
export const LinkedDomainUrl = z
  .string()
  .max(500)
  .superRefine((text, context) => {
    const fault = domainFault(text);
    if (fault) context.addIssue(fault);
  })
  .transform((text) => (domainFault(text) ? z.NEVER : `${new URL(text).origin}/`))
  .meta({ id: "LinkedDomainUrl", examples: ["https://verifiedid.example.org/"] });

const vaultText = z.string().max(500).optional();

/** Where an Admin API client wants the key. Stored and echoed as sent. */
export const KeyVaultMetadata = z
  .strictObject({
    subscriptionId: vaultText,
    resourceGroup: vaultText,
    resourceName: vaultText,
    resourceUrl: z
      .url({ protocol: /^https$/, error: "Give the key store as an https address." })
      .max(500)
      .optional(),
  })
  .meta({ id: "KeyVaultMetadata" });
export type KeyVaultMetadata = z.infer<typeof KeyVaultMetadata>;

/** Our own id of a key, or the one that its key store knows it by: the `id` or `kid` that the Issuer API answers. */
const KeyName = z.string().regex(/^[\x21-\x7E]{1,2048}$/, "Give the id of an onboarded signing key.");

/** The key of a new authority: one onboarded before, or one to be made now. */
export const KeyChoice = z.union([z.strictObject({ id: KeyName }), OnboardSigningKey]).meta({ id: "KeyChoice" });

export const AuthorityName = z.string().trim().normalize("NFC").min(1, "Give the authority a name.").max(120);

export const CreateAuthority = z
  .strictObject({
    name: AuthorityName,
    linkedDomainUrl: LinkedDomainUrl,
    didMethod: z.literal("web", "Only did:web authorities are made here: send web."),
    keyVaultMetadata: KeyVaultMetadata.optional(),
    key: KeyChoice.optional(),
  })
  .meta({ id: "CreateAuthority" });
export type CreateAuthority = z.infer<typeof CreateAuthority>;

/** Names this state of an authority: changes made on the ground of another are refused. The Admin API's ETag. */
export const authorityTag = ({ updatedAt }: Pick<AuthorityView, "updatedAt">): string => `${Date.parse(updatedAt)}`;

export const AuthorityRef = z.strictObject({ authorityId: z.string().max(200) });
export type AuthorityRef = z.infer<typeof AuthorityRef>;

/** RSA keys have no curve: an authority that signs by one gets more of them by rotation. */
export const SigningKeyCurve = KeyType.extract(["P-256", "P-384", "P-521", "secp256k1", "Ed25519"], {
  error: "Name a curve: P-256, P-384, P-521, secp256k1 or Ed25519.",
});

export const AddSigningKey = AuthorityRef.extend({ signingKeyCurve: SigningKeyCurve });

export const keyRoles = ["current", "next", "retired"] as const;
export const KeyRole = z.enum(keyRoles);
export type KeyRole = z.infer<typeof KeyRole>;

/** A key as an authority holds it. */
export interface AuthorityKeyView {
  signingKeyId: string;
  role: KeyRole;
  /** The id of its verification method in the DID document. */
  keyId: string;
  name: string;
  backend: Backend;
  keyType: KeyType;
  algorithm: Algorithm;
  reference: string | null;
  publicJwk: PublicJwk;
  settings: Record<string, string>;
  state: KeyState;
  /** When the authority got it. RFC 3339, UTC; no two keys of an authority have the same. */
  addedAt: string;
}

/** An authority as screens and APIs see it. */
export interface AuthorityView {
  id: string;
  name: string;
  did: string;
  /** Null for an issuer of the Issuer API whose DID is linked to no domain. */
  linkedDomainUrl: string | null;
  linkedDomainsVerified: boolean;
  didDocumentStatus: "published" | "outOfSync";
  /** True when this very server is what the domain leads to: then the documents are hosted already. */
  hostedHere: boolean;
  /** Where did.json is looked for: at the DID's own host, whichever domain is linked. */
  didDocumentUrl: string;
  /** True when this very server is what the DID leads to. */
  didDocumentHostedHere: boolean;
  keyVaultMetadata: KeyVaultMetadata | null;
  /** Current first. */
  keys: AuthorityKeyView[];
  /** RFC 3339, UTC. */
  createdAt: string;
  updatedAt: string;
}

/** One way in which the served DID document is not as it should be. Only some hinder a new key from signing. */
export interface DocumentDifference {
  kind: "did" | "missingKey" | "otherKey" | "missingDomain" | "foreignKey" | "elsewhere";
  hinders: boolean;
  fragment?: string;
  role?: KeyRole;
  domain?: string;
}

export interface DidDocumentComparison {
  /** Where the world looks for it. */
  url: string;
  expected: DidDocument;
  /** What stands there; null when it could not be had. */
  served: unknown;
  /** Why it could not be had. */
  failure: DomainFailure | null;
  differences: DocumentDifference[];
  /** Whether a key waits that would sign after a synchronization now. */
  ready: boolean;
}

/** What can be wrong with a linked domain: first the way to a file, then what stands in it. */
export const domainFailureKinds = [
  "dns",
  "address",
  "https",
  "port",
  "connection",
  "tls",
  "timeout",
  "redirect",
  "status",
  "compressed",
  "size",
  "json",
  /** did-configuration.json is no DID configuration. */
  "configuration",
  /** The file does not speak of this authority's DID. */
  "did",
  /** did.json does not list the key. */
  "key",
  "signature",
  /** A token is about somebody else, or is no domain linkage. */
  "subject",
  "origin",
  "dates",
  /** did.json does not name the domain. */
  "service",
  /** What those are told who cannot mend it: the file cannot be had, or what stands in it does not fit. */
  "unreachable",
  "invalid",
] as const;

export const DomainFailure = z.strictObject({
  kind: z.enum(domainFailureKinds),
  file: z.enum(["did.json", "did-configuration.json"]),
  /** What was found instead: a status, an origin, a key id. */
  detail: z.string().nullable(),
});
export type DomainFailure = z.infer<typeof DomainFailure>;

/** What came of the last check of an authority's linked domain: for whoever mends it. */
export const DomainCheck = z.strictObject({
  verified: z.boolean(),
  failure: DomainFailure.nullable(),
  /** RFC 3339, UTC. */
  checkedAt: z.string(),
});
export type DomainCheck = z.infer<typeof DomainCheck>;
