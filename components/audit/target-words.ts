const kinds: Record<string, { label: string; page?: (id: string) => string }> = {
  api_client: { label: "API client", page: () => "/api-clients" },
  authority: { label: "Authority", page: (id) => `/authorities/${id}` },
  bulk_issuance: { label: "Batch", page: (id) => `/batches/${id}` },
  contract: { label: "Contract", page: (id) => `/contracts/${id}` },
  credential: { label: "Credential", page: (id) => `/credentials?credential=${encodeURIComponent(id)}` },
  issuance: { label: "Issuance", page: (id) => `/issuances/${id}` },
  signing_key: { label: "Signing key", page: (id) => `/signing-keys/${id}` },
  tenant: { label: "Organisation", page: () => "/settings" },
  user: { label: "Member" },
  webhook: { label: "Webhook", page: () => "/webhooks" },
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface TargetWords {
  label: string;
  /** Where it can be seen; null where it has no page. */
  href: string | null;
}

/** What kind of thing something was done to, in plain words, and the way to it. */
export function targetWords(type: string, id: string): TargetWords {
  const kind = kinds[type];
  return { label: kind?.label ?? sentence(type.replaceAll("_", " ")), href: kind?.page?.(id) ?? null };
}

/** The name of a detail as people write it: `signingKeyId` → "Signing key id". */
export const detailLabel = (name: string): string =>
  sentence(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ")).replace(
    /\b(did|url|uri|jwt)\b/gi,
    (word) => word.toUpperCase(),
  );
