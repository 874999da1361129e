import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { compareDidDocument } from "@/lib/authority/compare-did-document";

export const GET = route(operations.compareDidDocument, ({ ctx, params }) => compareDidDocument(ctx, params));
