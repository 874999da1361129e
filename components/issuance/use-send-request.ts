"use client";

import { useMutation } from "@tanstack/react-query";
import { draftFaults } from "@/components/issuance/issue-draft";
import {
  type ApiIssuable,
  type ApiIssueDraft,
  fieldsOf,
  issuerApiOffer,
  requestServiceOffer,
} from "@/components/issuance/issuer-calls";
import { createCredentialOfferAction, createIssuanceAction } from "@/lib/actions/issuance";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";

export type Api = "issuer" | "requests";

const byIssuerApi = unwrap(createCredentialOfferAction);
const byRequestService = unwrap(createIssuanceAction);

interface Sending {
  api: Api;
  contract: ApiIssuable;
  draft: ApiIssueDraft;
  /** `code` is the transaction code that the holder has to know. */
  onSent: (issuanceId: string, code: string | null) => void;
}

/** Makes the request in the reader's own name; faults stand by input claim, or by the name of another field. */
export function useSendRequest({ api, contract, draft, onSent }: Sending) {
  const offer = useMutation({
    mutationFn: () =>
      api === "issuer"
        ? byIssuerApi(JSON.stringify(issuerApiOffer(contract, contract.key, draft)))
        : byRequestService(requestServiceOffer(contract, draft)),
    onSuccess: ({ id }) => onSent(id, api === "requests" ? draft.transactionCode : null),
  });
  const refused = offer.error ? problemFrom(offer.error).fields : {};
  const ownFaults = draftFaults(contract, draft);
  return { ...offer, ownFaults, faults: { ...fieldsOf(contract, refused), ...ownFaults } };
}
