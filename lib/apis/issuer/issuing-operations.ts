import * as z from "zod";
import { operation } from "@/lib/http/operation";
import { type Family, IssuanceRequest } from "@/lib/issuer/request-schema";

const Headers = z.object({
  statusCallbackUri: z
    .string()
    .optional()
    .describe("Told of each event. The session's id takes the place of $id in its path and query."),
  sessionTtl: z
    .string()
    .optional()
    .describe("Seconds that the offer lives: 300 unless said, 30 days at most. What is no whole number is ignored."),
});

const IssuanceRequests = z.array(IssuanceRequest).min(1).max(100).meta({ id: "IssuanceRequests" });

const CredentialOfferUrl = z
  .string()
  .meta({ id: "CredentialOfferUrl" })
  .describe("openid-credential-offer://?credential_offer_uri=…, on one line and without quotes.");

const claimed = "Nothing is signed before a wallet claims the offer; what the claim would fail for is refused now.";

const issue = (family: Family, summary: string, description: string) =>
  operation({
    method: "POST",
    path: `/openid4vc/${family}/issue`,
    useCase: "createCredentialOffer",
    summary,
    description: `${description} ${claimed}`,
    headers: Headers,
    body: IssuanceRequest,
    response: CredentialOfferUrl,
    answerType: "text/plain",
    status: 200,
    repeatable: true,
  });

const issueBatch = (family: Family, summary: string, description: string) =>
  operation({
    method: "POST",
    path: `/openid4vc/${family}/issueBatch`,
    useCase: "createCredentialOffer",
    summary,
    description: `${description} The first request decides version, way of authentication and callback; all come from one issuer.`,
    headers: Headers,
    body: IssuanceRequests,
    response: CredentialOfferUrl,
    answerType: "text/plain",
    status: 200,
    repeatable: true,
  });

/** The three families run the same code: what is issued is decided by `credentialConfigurationId`. */
export const issuingOperations = {
  issueJwt: issue("jwt", "Offer a W3C credential", "Also at /issue."),
  issueSdJwt: issue("sdjwt", "Offer an SD-JWT VC", "The type is always the configuration's."),
  issueMdoc: issue("mdoc", "Offer an mdoc", "Its content is mdocData."),
  issueJwtBatch: issueBatch("jwt", "Offer several W3C credentials at once", "Also at /batchIssue."),
  issueSdJwtBatch: issueBatch("sdjwt", "Offer several SD-JWT VCs at once", "One offer for one wallet."),
  issueMdocBatch: issueBatch("mdoc", "Offer several mdocs at once", "One offer for one wallet."),
};
