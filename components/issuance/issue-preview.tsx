"use client";

import { CredentialCard } from "@/components/contract/preview/credential-card";
import { CredentialDetail } from "@/components/contract/preview/credential-detail";
import { draftCard, type IssuableContract, type IssueDraft } from "@/components/issuance/issue-draft";

interface Props {
  contract: IssuableContract & { authorityName: string };
  draft: IssueDraft;
}

/** The card as it will lie in the wallet, with the values as they are typed. */
export function IssuePreview({ contract, draft }: Props) {
  const card = draftCard(contract, contract.authorityName, draft);
  return (
    <section
      aria-label="Live preview"
      className="mx-auto grid w-full gap-4 lg:sticky lg:top-8"
      style={{ maxWidth: card.width }}
    >
      <CredentialCard view={card} />
      <CredentialDetail view={card} />
    </section>
  );
}
