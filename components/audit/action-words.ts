import type { BadgeTone } from "@/components/ui/badge";

const words: Record<string, string> = {
  "access.refused": "Access refused",
  "api_client.created": "API client created",
  "api_client.disabled": "API client disabled",
  "api_client.refused": "API client refused",
  "api_client.token_issued": "API token issued",
  "authority.created": "Authority created",
  "authority.deleted": "Authority deleted",
  "authority.did_configuration_signed": "DID configuration signed",
  "authority.did_document_published": "DID document published",
  "authority.domain_changed": "Linked domain changed",
  "authority.domain_refused": "Domain check failed",
  "authority.domain_verified": "Domain verified",
  "authority.key_added": "New signing key added",
  "authority.key_removed": "Signing key removed",
  "authority.key_switched": "New signing key in use",
  "authority.renamed": "Authority renamed",
  "authority.rotation_requested": "Key rotation asked for",
  "authority.rotation_cancelled": "Key rotation taken back",
  "authority.synchronize_refused": "New key not published yet",
  "certificate.made": "Certificate made",
  "contract.archived": "Contract archived",
  "contract.created": "Contract created",
  "contract.updated": "Contract changed",
  "credential.abandoned": "Credential abandoned",
  "credential.issued": "Credential issued",
  "credential.notified": "Wallet reported back",
  "credential.prepared": "Credential prepared",
  "credential.bulk_revocation_ended": "Bulk revocation done",
  "credential.bulk_revocation_requested": "Bulk revocation asked for",
  "credential.reinstated": "Credential reinstated",
  "credential.revoked": "Credential revoked",
  "credential.signed": "Credential signed",
  "credential.suspended": "Credential suspended",
  "issuance.authorization_pushed": "Authorization request left by a wallet",
  "issuance.authorized": "Authorization code given",
  "issuance.batch_cancelled": "Batch cancelled",
  "issuance.batch_created": "Batch begun",
  "issuance.batch_downloaded": "Results of a batch downloaded",
  "issuance.batch_ended": "Batch done",
  "issuance.batch_row_unreadable": "Row of a batch found changed in the database",
  "issuance.batch_paused": "Batch paused",
  "issuance.batch_resumed": "Batch resumed",
  "issuance.batch_retried": "Failed rows of a batch tried again",
  "issuance.batch_row_repaired": "Row of a batch repaired",
  "issuance.batch_started": "Batch started",
  "issuance.batch_wiped": "Rows of a batch forgotten",
  "issuance.batch_withdrawn": "Batch withdrawn with its offers",
  "issuance.code_made": "Code of an offer made",
  "delivery.replayed": "Delivery sent again",
  "issuance.deferred": "Credential put off for a proven wallet",
  "issuance.expired": "Offer ran out",
  "issuance.failed": "Issuance failed",
  "issuance.offered": "Offer made",
  "issuance.opened": "Offer opened",
  "issuance.redeemed": "Offer redeemed",
  "member.created": "Member added",
  "member.role_changed": "Role changed",
  "session.ended": "Signed out",
  "session.opened": "Signed in",
  "session.refused": "Sign-in refused",
  "signing_key.deletion_refused": "Signing key could not be deleted",
  "signing_key.deletion_requested": "Signing key to be deleted",
  "signing_key.deletion_scheduled": "Deletion of signing key scheduled",
  "signing_key.failed": "Signing key could not be made",
  "signing_key.onboarded": "Signing key onboarded",
  "did.registration_signed": "Registration of a DID signed",
  "raw_signature.requested": "Plain signature asked for",
  "raw_signature.made": "Plain signature made",
  "certificate.signature_requested": "Signature of a certificate asked for",
  "signing_key.imported": "Signing key taken up from elsewhere",
  "signing_key.credentials_replaced": "Signing key's credentials replaced",
  "signing_key.requested": "Signing key requested",
  "signing_key.state_changed": "Signing key changed state",
  "status_list.closed": "Status list closed for good",
  "tenant.exported": "Organisation exported",
  "tenant.onboarded": "Organisation onboarded",
  "tenant.opt_out_started": "Opt-out begun",
  "tenant.opted_out": "Organisation opted out",
  "tenant.settings_changed": "Organisation settings changed",
  "webhook.created": "Webhook added",
  "webhook.deleted": "Webhook deleted",
  "webhook.tested": "Webhook tried out",
  "webhook.updated": "Webhook changed",
};

/** Whether somebody has found words for it. */
export const hasWords = (action: string): boolean => action in words;

/** An action in plain words: its own, or its name made readable. */
export function actionWords(action: string): string {
  const known = words[action];
  if (known) return known;
  const text = action.replaceAll(/[._]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Refusals and failures stand out; what cannot be undone too. */
export function actionTone(action: string): BadgeTone {
  if (/\.(refused|failed|abandoned)$/.test(action)) return "danger";
  if (/\.(revoked|suspended|bulk_revocation_requested|disabled|role_changed)$/.test(action)) return "warning";
  if (/\.(issued|reinstated|created|onboarded)$/.test(action)) return "success";
  return "neutral";
}

/** What the trail can be narrowed to: the beginnings of actions' names. */
export const actionGroups = [
  { value: "session.", label: "Sign-in and sign-out" },
  { value: "access.", label: "Refusals" },
  { value: "authority.", label: "Authorities" },
  { value: "signing_key.", label: "Signing keys" },
  { value: "contract.", label: "Contracts" },
  { value: "issuance.", label: "Offers" },
  { value: "credential.", label: "Credentials" },
  { value: "api_client.", label: "API clients" },
  { value: "webhook.", label: "Webhooks" },
  { value: "delivery.", label: "Deliveries" },
  { value: "member.", label: "Members" },
  { value: "tenant.", label: "Organisation" },
] as const;
