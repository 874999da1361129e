"use client";

import { CredentialStatus } from "@/components/credential/credential-status";
import { RevokeCredential } from "@/components/credential/revoke-credential";
import { SuspendCredential } from "@/components/credential/suspend-credential";
import { verifiersSee } from "@/components/credential/verifiers-see";
import { formatNames } from "@/components/issuance/format-names";
import { Alert } from "@/components/ui/alert";
import { CopyId } from "@/components/ui/copy-id";
import { KeyValueList } from "@/components/ui/key-value-list";
import { LongDate } from "@/components/ui/long-date";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { CredentialView } from "@/lib/credential/schema";

interface Props {
  credential: CredentialView;
  statusTtlSeconds: number;
}

/** The facts of a credential. Its claims were given to the wallet and not kept. */
export const CredentialFacts = ({ credential, statusTtlSeconds }: Props) => (
  <div className="grid gap-6">
    <div className="justify-self-start" aria-live="polite">
      <CredentialStatus status={credential.status} />
    </div>
    {credential.revokedAt && (
      <Alert tone="warning" title="Revoked for good">
        The status list shows it already. Verifiers that keep a copy of the list see it{" "}
        {verifiersSee(credential.revokedAt, statusTtlSeconds)}.
      </Alert>
    )}
    {credential.suspendedAt && (
      <Alert tone="warning" title="Suspended">
        The status list shows it as suspended until it is reinstated. Verifiers that keep a copy of the list see it{" "}
        {verifiersSee(credential.suspendedAt, statusTtlSeconds)}.
      </Alert>
    )}
    <KeyValueList
      items={[
        { label: "Credential id", value: <CopyId value={credential.urn} label="credential id" longest={30} /> },
        {
          label: "Contract",
          value: <TextLink href={`/contracts/${credential.contractId}`}>{credential.contractName}</TextLink>,
        },
        {
          label: "Issuance",
          value: <TextLink href={`/issuances/${credential.sessionId}`}>See how it was issued</TextLink>,
        },
        { label: "Format", value: formatNames[credential.format].label },
        { label: "Issued", value: <RelativeTime at={credential.issuedAt} /> },
        { label: "Valid until", value: credential.validUntil ? <LongDate at={credential.validUntil} /> : "No end" },
        ...(credential.suspendedAt
          ? [{ label: "Suspended", value: <RelativeTime at={credential.suspendedAt} /> }]
          : []),
        ...(credential.revokedAt
          ? [
              { label: "Revoked", value: <RelativeTime at={credential.revokedAt} /> },
              { label: "Reason", value: credential.revocationReason ?? "None was given" },
            ]
          : []),
        { label: "Claims", value: "Only the holder's wallet has them" },
      ]}
    />
    {credential.status !== "revoked" && (
      <div className="flex flex-wrap gap-2">
        <SuspendCredential credential={credential} statusTtlSeconds={statusTtlSeconds} />
        <RevokeCredential credential={credential} statusTtlSeconds={statusTtlSeconds} />
      </div>
    )}
  </div>
);
