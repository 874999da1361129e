import * as z from "zod";
import type { AuditPage } from "@/lib/audit/schema";
import type { AuthorityView, DidDocumentComparison, DomainCheck } from "@/lib/authority/schema";
import type { ContractView } from "@/lib/contract/schema";
import type { VersionContent, VersionSummary } from "@/lib/contract/version-schema";
import type { DidDocument } from "@/lib/did/document";
import { operation } from "@/lib/http/operation";
import type { Page } from "@/lib/kernel/page";
import type { SigningKeyView } from "@/lib/signing-key/schema";

/** What our own use cases made for our own pages: typed, and not judged a second time. */
const view = <View>() => z.custom<View>();

/** Items of a list that the portal's pages ask for at once. */
export const PORTAL_PAGE = 24;

/** The part of a list that a request asks for with `?cursor=`. */
export function requestedPage(request: Request): { limit: number; cursor?: string } {
  const cursor = new URL(request.url).searchParams.get("cursor");
  return { limit: PORTAL_PAGE, ...(cursor && { cursor }) };
}

const read = { method: "GET", status: 200 } as const;

export const operations = {
  listSigningKeys: operation({
    ...read,
    path: "/api/portal/signing-keys",
    summary: "Signing keys, newest first",
    response: view<Page<SigningKeyView>>(),
  }),
  getSigningKey: operation({
    ...read,
    path: "/api/portal/signing-keys/{signingKeyId}",
    summary: "A signing key in the state that its backend tells now",
    params: z.strictObject({ signingKeyId: z.string() }),
    response: view<SigningKeyView>(),
  }),
  listAuthorities: operation({
    ...read,
    path: "/api/portal/authorities",
    summary: "Authorities, newest first",
    response: view<Page<AuthorityView>>(),
  }),
  getAuthority: operation({
    ...read,
    path: "/api/portal/authorities/{authorityId}",
    summary: "An authority",
    params: z.strictObject({ authorityId: z.string() }),
    response: view<AuthorityView>(),
  }),
  getDidDocument: operation({
    ...read,
    path: "/api/portal/authorities/{authorityId}/did-document",
    summary: "The DID document of an authority",
    params: z.strictObject({ authorityId: z.string() }),
    response: view<DidDocument>(),
  }),
  compareDidDocument: operation({
    ...read,
    path: "/api/portal/authorities/{authorityId}/did-document/comparison",
    summary: "The DID document of an authority beside the one that is served",
    params: z.strictObject({ authorityId: z.string() }),
    response: view<DidDocumentComparison>(),
  }),
  countKeyCredentials: operation({
    ...read,
    path: "/api/portal/authorities/{authorityId}/key-credentials",
    summary: "How many credentials verify by each key of an authority",
    params: z.strictObject({ authorityId: z.string() }),
    response: view<Record<string, number>>(),
  }),
  getDomainCheck: operation({
    ...read,
    path: "/api/portal/authorities/{authorityId}/domain-check",
    summary: "What came of the last check of an authority's linked domain",
    params: z.strictObject({ authorityId: z.string() }),
    response: view<{ last: DomainCheck | null }>(),
  }),
  getAuthorityHistory: operation({
    ...read,
    path: "/api/portal/authorities/{authorityId}/history",
    summary: "What was done to an authority, newest first; `?after=` for what came before",
    params: z.strictObject({ authorityId: z.string() }),
    response: view<AuditPage>(),
  }),
  exportOrganisation: operation({
    ...read,
    path: "/api/portal/organisation/export",
    summary: "Everything that an opt-out would delete, as one JSON file without secrets",
  }),
  readLogo: operation({
    ...read,
    path: "/api/portal/logos",
    summary: "The picture behind a logo's address, by `?uri=`",
  }),
  listContracts: operation({
    ...read,
    path: "/api/portal/contracts",
    summary: "Contracts in use, or with `?archived=1` those archived, newest first",
    response: view<Page<ContractView>>(),
  }),
  listContractVersions: operation({
    ...read,
    path: "/api/portal/contracts/{contractId}/versions",
    summary: "Versions of a contract with what each changed, newest first",
    params: z.strictObject({ contractId: z.string() }),
    response: view<Page<VersionSummary>>(),
  }),
  getContractVersion: operation({
    ...read,
    path: "/api/portal/contracts/{contractId}/versions/{version}",
    summary: "What a version of a contract says",
    params: z.strictObject({ contractId: z.string(), version: z.coerce.number() }),
    response: view<VersionContent>(),
  }),
};
