import * as z from "zod";
import { operation } from "@/lib/http/operation";
import { IssuanceRequest } from "@/lib/issuer/request-schema";

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
const first = "The first request decides version, way of authentication and callback; all come from one issuer.";

const offer = {
  method: "POST",
  useCase: "createCredentialOffer",
  headers: Headers,
  response: CredentialOfferUrl,
  answerType: "text/plain",
  status: 200,
  repeatable: true,
} as const;

const issue = (path: string, summary: string, description: string) =>
  operation({ ...offer, path, summary, description: `${description} ${claimed}`, body: IssuanceRequest });

const issueBatch = (path: string, summary: string, description: string) =>
  operation({ ...offer, path, summary, description: `${description} ${first}`, body: IssuanceRequests });

/** The three families run the same code: what is issued is decided by `credentialConfigurationId`. */
export const issuingOperations = {
  issueJwt: issue("/openid4vc/jwt/issue", "Offer a W3C credential", "Also at /issue."),
  issueSdJwt: issue("/openid4vc/sdjwt/issue", "Offer an SD-JWT VC", "The type is always the configuration's."),
  issueMdoc: issue("/openid4vc/mdoc/issue", "Offer an mdoc", "Its content is mdocData."),
  issueJwtBatch: issueBatch(
    "/openid4vc/jwt/issueBatch",
    "Offer several W3C credentials at once",
    "Also at /batchIssue.",
  ),
  issueSdJwtBatch: issueBatch(
    "/openid4vc/sdjwt/issueBatch",
    "Offer several SD-JWT VCs at once",
    "One offer for one wallet.",
  ),
  issueMdocBatch: issueBatch("/openid4vc/mdoc/issueBatch", "Offer several mdocs at once", "One offer for one wallet."),
  issue: issue("/issue", "The same as /openid4vc/jwt/issue, by its short name", "One offer for one wallet."),
  batchIssue: issueBatch(
    "/batchIssue",
    "The same as /openid4vc/jwt/issueBatch, by its short name",
    "One offer for one wallet.",
  ),
};
