/**
 * What the audit log of Entra Verified ID calls the same deed (Admin API reference, section 19), so that those who know
 * it by that name find it here. What that log does not tell of, such as issuing, has our own name only.
 */
const activityNames: Readonly<Record<string, string>> = {
  "tenant.onboarded": "Tenant onboarding",
  "tenant.opted_out": "Tenant opt-out",
  "tenant.settings_changed": "Update MyAccount settings",
  "authority.created": "Create authority",
  "authority.renamed": "Update authority",
  "authority.deleted": "Delete authority",
  "authority.domain_changed": "Update linked domains",
  "authority.rotation_requested": "Process POST /authorities/:issuerId/didInfo/signingKeys/rotate request",
  "authority.key_added": "Rotate signing key",
  "authority.key_switched": "Process POST /authorities/:issuerId/didInfo/synchronizeWithDidDocument request",
  "authority.synchronize_refused": "Process POST /authorities/:issuerId/didInfo/synchronizeWithDidDocument request",
  "authority.did_document_published": "Process POST /authorities/:issuerId/didInfo/synchronizeWithDidDocument request",
  "contract.created": "Create contract",
  "contract.updated": "Update contract",
  "contract.archived": "Delete contract",
  "credential.revoked": "Revoke credential",
};

/** The name in Entra's audit log; null for what it has no name for. */
export const activityName = (action: string): string | null => activityNames[action] ?? null;
