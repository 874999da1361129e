import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { generateDidDocument } from "@/lib/authority/generate-did-document";

export const hot = true;

export const POST = adminRoute(authorityOperations.generateDidDocument, ({ ctx, params }) =>
  generateDidDocument(ctx, params),
);
