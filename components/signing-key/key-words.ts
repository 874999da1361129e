import type { BadgeTone } from "@/components/ui/badge";
import type { Backend, KeyState, KeyType } from "@/lib/signing-key/schema";

export const backendWords: Record<Backend, string> = {
  aws: "AWS KMS",
  vault: "HashiCorp Vault",
  azure: "Azure Key Vault",
  jwk: "Development key store",
};

export const stateWords: Record<KeyState, { label: string; tone: BadgeTone; meaning: string }> = {
  creating: {
    label: "Being made",
    tone: "neutral",
    meaning: "Its backend is making it. If this lasts, the backend never answered: onboard another key.",
  },
  enabled: { label: "Ready", tone: "success", meaning: "It can sign." },
  disabled: {
    label: "Disabled",
    tone: "danger",
    meaning: "It cannot sign while it is disabled in its backend. Enable it there, then refresh its state here.",
  },
  pendingDeletion: {
    label: "Waiting for deletion",
    tone: "danger",
    meaning:
      "It signs no more and its backend will destroy it. If an authority still signs with it, cancel the deletion in its backend.",
  },
  failed: {
    label: "Failed",
    tone: "danger",
    meaning: "Its backend would not make it. Nothing was signed with it: mend the cause and onboard another key.",
  },
};

export const keyTypeWords: Record<KeyType, string> = {
  "P-256": "Every wallet and verifier knows it. The best choice unless you were told otherwise.",
  "P-384": "Stronger curve, fewer wallets.",
  "P-521": "Strongest NIST curve, few wallets.",
  secp256k1: "For verifiers of older Entra credentials.",
  Ed25519: "Fast and modern, not known everywhere yet.",
  "RSA-2048": "For verifiers without elliptic curves.",
  "RSA-3072": "As RSA-2048, stronger and slower.",
  "RSA-4096": "As RSA-2048, strongest and slowest.",
};

const settingWords: Record<string, string> = {
  credentials: "Signs in by",
  region: "Region",
  roleName: "Role name",
  accessKeyId: "Access key id",
  server: "Address of Vault",
  mount: "Mount path",
  namespace: "Namespace",
  roleId: "Role id",
  username: "User name",
  vaultUrl: "Address of the vault",
  tenantId: "Directory (tenant) id",
  clientId: "Application (client) id",
  imported: "Made",
};
const credentialWords: Record<string, string> = {
  default: "The server's own credentials",
  instanceRole: "Instance role",
  accessKey: "Static access key",
  token: "Token",
  appRole: "AppRole",
  userpass: "User name and password",
  clientSecret: "Client secret",
};

const valueWords: Record<string, Record<string, string>> = {
  credentials: credentialWords,
  imported: { true: "Elsewhere: it is used here, and never destroyed from here" },
};

/** A setting of a key's connection in words; none of them is a secret. */
export const settingRow = ([name, value]: [string, string]) => ({
  label: settingWords[name] ?? name,
  value: valueWords[name]?.[value] ?? value,
});
