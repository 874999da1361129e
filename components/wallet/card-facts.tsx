"use client";

import { CopyId } from "@/components/ui/copy-id";
import { KeyValueList } from "@/components/ui/key-value-list";
import { LongDate } from "@/components/ui/long-date";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DecodedCredential } from "@/components/wallet/protocol/decode";
import type { HeldCredential } from "@/components/wallet/store/wallet-database";

interface Props {
  issuer: string;
  held: HeldCredential;
  decoded: DecodedCredential;
}

const formatNames: Record<string, string> = { jwt_vc_json: "JWT VC", "dc+sd-jwt": "SD-JWT VC", mso_mdoc: "mdoc" };

/** Who made the credential, when, and how. */
export const CardFacts = ({ issuer, held, decoded }: Props) => (
  <section aria-labelledby="facts-heading" className="grid gap-2">
    <h2 id="facts-heading" className="font-semibold">
      About this credential
    </h2>
    <KeyValueList
      className="rounded-xl border px-4 py-3 sm:[&>div]:grid-cols-[7rem_1fr]"
      items={[
        { label: "Issuer", value: issuer || decoded.issuer },
        ...(decoded.issuer
          ? [{ label: "Issuer DID", value: <CopyId value={decoded.issuer} label="issuer DID" /> }]
          : [{ label: "Issuer address", value: <CopyId value={held.issuer.identifier} label="issuer address" /> }]),
        { label: "Added", value: <RelativeTime at={held.addedAt} /> },
        ...(decoded.validUntil ? [{ label: "Expires", value: <LongDate at={decoded.validUntil} /> }] : []),
        { label: "Format", value: formatNames[held.format] ?? held.format },
        { label: "Type", value: <span className="font-mono text-xs">{decoded.type}</span> },
        ...(decoded.id ? [{ label: "Id", value: <CopyId value={decoded.id} label="credential id" /> }] : []),
      ]}
    />
  </section>
);
