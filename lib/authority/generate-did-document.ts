import { authorityDidDocument } from "@/lib/authority/documents";
import { requireIssuer } from "@/lib/authority/require-issuer";
import { AuthorityRef } from "@/lib/authority/schema";
import { defineUseCase } from "@/lib/use-case";

/** The document to host at `/.well-known/did.json` of the linked domain. */
export const generateDidDocument = defineUseCase(
  { name: "generateDidDocument", input: AuthorityRef },
  async (ctx, { authorityId }) => authorityDidDocument(ctx, await requireIssuer(ctx, authorityId)),
);
