import { type ApiCall, adminPath, fromEnvironment } from "@/components/developer/api-request";
import { claimInputs, type IssuableContract, type IssueDraft } from "@/components/issuance/issue-draft";

export interface RequestableContract extends IssuableContract {
  readonly manifestUrl: string;
  readonly did: string;
  readonly authorityName: string;
}

/** What is filled in. The code is taken from the environment, and so are pictures, which are too large to print. */
export function issuanceCall(contract: RequestableContract, { values, format, transactionCode }: IssueDraft): ApiCall {
  const claims = claimInputs(contract).flatMap(({ inputClaim, picture }) => {
    const value = values[inputClaim];
    return value ? [[inputClaim, picture ? fromEnvironment("PICTURE") : value]] : [];
  });
  return {
    operation: "createIssuanceRequest",
    title: "Make the offer",
    request: {
      method: "POST",
      path: adminPath("createIssuanceRequest"),
      body: {
        authority: contract.did,
        manifest: contract.manifestUrl,
        type: contract.rules.vc.type.join(","),
        registration: { clientName: contract.authorityName },
        format,
        includeQRCode: false,
        claims: Object.fromEntries(claims),
        ...(transactionCode !== null && {
          pin: { value: fromEnvironment("PIN"), length: transactionCode.length },
        }),
      },
    },
  };
}
