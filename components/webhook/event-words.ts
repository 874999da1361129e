import type { WebhookEvent } from "@/lib/webhook/schema";

/** Events in plain words, in groups as people think of them. */
export const eventGroups: readonly { label: string; events: readonly { value: WebhookEvent; label: string }[] }[] = [
  {
    label: "Offers",
    events: [
      { value: "issuance.offered", label: "Offer made" },
      { value: "issuance.opened", label: "Offer opened" },
      { value: "issuance.redeemed", label: "Access token given" },
      { value: "issuance.failed", label: "Issuance failed" },
      { value: "issuance.expired", label: "Offer ran out" },
    ],
  },
  {
    label: "Credentials",
    events: [
      { value: "credential.issued", label: "Issued" },
      { value: "credential.notified", label: "Wallet reported back" },
      { value: "credential.revoked", label: "Revoked" },
      { value: "credential.suspended", label: "Suspended" },
      { value: "credential.reinstated", label: "Reinstated" },
    ],
  },
  {
    label: "Authorities and keys",
    events: [
      { value: "authority.created", label: "Authority created" },
      { value: "authority.deleted", label: "Authority deleted" },
      { value: "authority.key_added", label: "Key rotation begun" },
      { value: "authority.key_switched", label: "New key in use" },
      { value: "authority.key_removed", label: "Key removed" },
      { value: "authority.domain_changed", label: "Linked domain changed" },
      { value: "signing_key.onboarded", label: "Signing key onboarded" },
      { value: "signing_key.state_changed", label: "Signing key changed state" },
    ],
  },
  {
    label: "Contracts",
    events: [
      { value: "contract.created", label: "Contract created" },
      { value: "contract.updated", label: "Contract changed" },
      { value: "contract.archived", label: "Contract archived" },
    ],
  },
];
