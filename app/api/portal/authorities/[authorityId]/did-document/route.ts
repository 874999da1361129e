import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { generateDidDocument } from "@/lib/authority/generate-did-document";

export const GET = route(operations.getDidDocument, ({ ctx, params }) => generateDidDocument(ctx, params));
