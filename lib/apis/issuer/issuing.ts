import { issuerRoute, plainText } from "@/lib/apis/issuer/dialect";
import { issuingOperations } from "@/lib/apis/issuer/issuing-operations";
import type { Ctx } from "@/lib/context";
import { createCredentialOffer } from "@/lib/issuer/create-credential-offer";
import type { Family, IssuanceRequest } from "@/lib/issuer/request-schema";

/** Each route answers with the offer's URL. What is sent to `/issue` comes to `postIssueJwt`: a page has that address. */
export const postIssueJwt = issuerRoute(issuingOperations.issueJwt, ({ ctx, request, body }) =>
  offered(ctx, request, "jwt", [body]),
);
export const postIssueSdJwt = issuerRoute(issuingOperations.issueSdJwt, ({ ctx, request, body }) =>
  offered(ctx, request, "sdjwt", [body]),
);
export const postIssueMdoc = issuerRoute(issuingOperations.issueMdoc, ({ ctx, request, body }) =>
  offered(ctx, request, "mdoc", [body]),
);
export const postIssueJwtBatch = issuerRoute(issuingOperations.issueJwtBatch, ({ ctx, request, body }) =>
  offered(ctx, request, "jwt", body),
);
export const postIssueSdJwtBatch = issuerRoute(issuingOperations.issueSdJwtBatch, ({ ctx, request, body }) =>
  offered(ctx, request, "sdjwt", body),
);
export const postIssueMdocBatch = issuerRoute(issuingOperations.issueMdocBatch, ({ ctx, request, body }) =>
  offered(ctx, request, "mdoc", body),
);
export const postBatchIssue = issuerRoute(issuingOperations.batchIssue, ({ ctx, request, body }) =>
  offered(ctx, request, "jwt", body),
);

async function offered(ctx: Ctx, request: Request, family: Family, requests: IssuanceRequest[]): Promise<Response> {
  const statusCallbackUri = request.headers.get("statusCallbackUri");
  const sessionTtl = wholeNumber(request.headers.get("sessionTtl"));
  const { offerUri } = await createCredentialOffer(ctx, {
    requests,
    family,
    ...(statusCallbackUri && { statusCallbackUri }),
    ...(sessionTtl !== null && { sessionTtl }),
  });
  return plainText(offerUri);
}

/** Text that is none is ignored (section 7.2). */
const wholeNumber = (text: string | null): number | null =>
  text !== null && /^[+-]?\d{1,9}$/.test(text.trim()) ? Number(text) : null;
