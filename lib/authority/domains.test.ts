import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import { expect, test, vi } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import { findDocumentOwner, findIssuersOfDomain } from "@/lib/authority/documents";
import { generateDidConfiguration } from "@/lib/authority/generate-did-configuration";
import { generateDidDocument } from "@/lib/authority/generate-did-document";
import { getAuthority } from "@/lib/authority/get-authority";
import { getDomainCheck } from "@/lib/authority/get-domain-check";
import { hostedDidConfiguration, hostedDidDocument } from "@/lib/authority/hosted-documents";
import { updateLinkedDomain } from "@/lib/authority/update-linked-domain";
import { validateDidConfiguration } from "@/lib/authority/validate-did-configuration";
import type { EgressResult } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { Problem } from "@/lib/kernel/errors";
import { rolePermissions } from "@/lib/kernel/policy";
import { jwkProvider } from "@/lib/keys/jwk";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { anotherProcess, testCtx, testPlatform } from "@/lib/testing/ctx";

let answer: (url: string) => EgressResult | Promise<EgressResult> = () => ({ ok: false, cause: "name_not_resolved" });
const egress = { refusal: () => undefined, request: async (url: string) => answer(url) };
const platform = await testPlatform({ egress });
const ctx = await testCtx(platform);
const input = (linkedDomainUrl: string, name: string) => ({ name, linkedDomainUrl, didMethod: "web" as const });
const file = (json: unknown): EgressResult => ({
  ok: true,
  status: 200,
  headers: {},
  body: utf8(JSON.stringify(json)),
});

interface Document {
  id: string;
  service: { type: string; serviceEndpoint: { origins: string[] } }[];
  verificationMethod: { id: string; publicKeyJwk: object }[];
}

/** As a wallet of the real product judges a linkage (section 7.1): written for itself, with nothing of ours. */
async function isLinked(document: Document, origin: string, tokens: readonly string[]): Promise<boolean> {
  const origins = document.service.filter(({ type }) => type === "LinkedDomains")[0]?.serviceEndpoint.origins ?? [];
  if (!origins.includes(origin)) return false;
  for (const token of tokens) {
    const { alg = "", kid = "" } = decodeProtectedHeader(token);
    const [did, fragment] = kid.split("#");
    const method = document.verificationMethod.find(({ id }) => id.split("#")[1] === fragment);
    if (did !== document.id || !method) continue;
    const { payload } = await compactVerify(token, await importJWK({ ...method.publicKeyJwk }, alg));
    const { iss, sub, vc } = JSON.parse(new TextDecoder().decode(payload));
    const subject = vc.credentialSubject;
    if ([iss, sub, subject.id].every((id) => id === document.id) && subject.origin === origin) return true;
  }
  return false;
}

test("authorities on one domain share one file, of the same DID and of another: a wallet accepts each (7.1)", async () => {
  const domain = "https://many.example.org/";
  const first = await createAuthority(ctx, input(domain, "First"));
  const second = await createAuthority(ctx, input(domain, "Second"));
  const moved = await createAuthority(ctx, input("https://elsewhere.example.org/", "Moved"));
  await updateLinkedDomain(ctx, { authorityId: moved.id, linkedDomainUrl: domain });
  const stranger = await testCtx(platform, { tenant: "stranger" });
  platform.clock.advance(1);
  await createAuthority(stranger, input(domain, "Stranger"));
  platform.clock.advance(2);

  const hosted = await hostedDidConfiguration(platform, "many.example.org");
  expect(hosted?.linked_dids).toHaveLength(3);
  for (const { id: authorityId } of [first, second, moved]) {
    const document = (await generateDidDocument(ctx, { authorityId })) as unknown as Document;
    const { linked_dids } = await generateDidConfiguration(ctx, { authorityId });
    expect(linked_dids).toHaveLength(3);
    expect(await isLinked(document, domain, linked_dids)).toBe(true);
    expect(await isLinked(document, domain, hosted?.linked_dids ?? [])).toBe(true);
    expect(await isLinked(document, "https://other.example.org/", linked_dids)).toBe(false);
  }
  // The DID document stays at the DID's own host.
  expect((await hostedDidDocument(platform, "elsewhere.example.org"))?.id).toBe(moved.did);
  expect((await hostedDidDocument(platform, "many.example.org"))?.id).toBe(first.did);
});

test("the administrator reads exactly what failed; on the wire it is one of two codes (E4)", async () => {
  const { id: authorityId } = await createAuthority(ctx, input("https://checked.example.org/", "Checked"));
  const document = await generateDidDocument(ctx, { authorityId });
  const configuration = await generateDidConfiguration(ctx, { authorityId });
  const serve = (files: { document?: EgressResult; configuration?: EgressResult }) => {
    answer = (url) =>
      url.endsWith("/did.json") ? (files.document ?? file(document)) : (files.configuration ?? file(configuration));
  };
  const failed = (cause: string): EgressResult => ({ ok: false, cause });
  const status: EgressResult = { ok: true, status: 404, headers: {}, body: utf8("") };
  const text: EgressResult = { ok: true, status: 200, headers: {}, body: utf8("<html>") };
  const cases: [Parameters<typeof serve>[0], string, string][] = [
    [{ configuration: failed("name_not_resolved") }, "dns", "unreachable"],
    [{ configuration: failed("tls_failed") }, "tls", "unreachable"],
    [{ configuration: failed("redirect") }, "redirect", "unreachable"],
    [{ document: failed("connect_timeout") }, "connection", "unreachable"],
    [{ document: failed("answer_too_large") }, "size", "unreachable"],
    [{ document: status }, "status", "unreachable"],
    [{ configuration: text }, "json", "unreachable"],
    [{ configuration: file({}) }, "configuration", "invalid"],
    [{ document: file({ ...document, id: "did:web:other.example.org" }) }, "did", "invalid"],
    [{ document: file({ ...document, assertionMethod: [] }) }, "key", "invalid"],
    [{ document: file({ ...document, service: [] }) }, "service", "invalid"],
  ];
  const wire = new Set<string>();
  for (const [files, kind, code] of cases) {
    serve(files);
    const refusal = await validateDidConfiguration(ctx, { authorityId }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: `did_configuration_${code}` });
    wire.add((refusal as Error).message);
    expect(await getDomainCheck(ctx, { authorityId })).toMatchObject({ verified: false, failure: { kind } });
  }
  expect(wire.size).toBe(2);
  serve({});
  await validateDidConfiguration(ctx, { authorityId });
  expect(await getDomainCheck(ctx, { authorityId })).toMatchObject({ verified: true, failure: null });
});

test("who may not change the authority is not told what stands behind the firewall (I10, E4)", async () => {
  const { id: authorityId } = await createAuthority(ctx, input("https://hidden.example.org/", "Hidden"));
  const reader = await testCtx(platform, {
    actor: { type: "user", id: "reader-1", role: "reader", permissions: rolePermissions.reader },
  });
  const cases: [EgressResult, string, string][] = [
    [{ ok: false, cause: "address_not_public" }, "address", "unreachable"],
    [{ ok: true, status: 503, headers: {}, body: utf8("") }, "status", "unreachable"],
    [file({}), "did", "invalid"],
  ];
  for (const [given, exact, neutral] of cases) {
    answer = () => given;
    await validateDidConfiguration(ctx, { authorityId }).catch(() => undefined);
    expect((await getDomainCheck(ctx, { authorityId }))?.failure?.kind).toBe(exact);
    expect((await getDomainCheck(reader, { authorityId }))?.failure).toMatchObject({ kind: neutral, detail: null });
  }
});

test("one dead key store does not take the shared file from the other authorities of a domain", async () => {
  const host = "shared-file.example.org";
  const noise = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const sound = await createAuthority(ctx, input(`https://${host}/`, "Sound"));
  const dead = await createAuthority(ctx, input(`https://${host}/`, "Dead"));
  const sign = vi.spyOn(platform.keyProviders.jwk, "sign");
  const deadKey = dead.keys[0]?.publicJwk;
  sign.mockImplementation(async (key, data) => {
    if (key.publicJwk.x === deadKey?.x) throw new Problem("key_provider_unavailable", "Silent.");
    return jwkProvider().sign(key as never, data);
  });
  const hosted = await hostedDidConfiguration(platform, host);
  expect(hosted?.linked_dids.map((token) => decodeProtectedHeader(token).kid)).toEqual([sound.keys[0]?.keyId]);
  expect(String(noise.mock.calls[0]?.[0])).toContain(dead.id);
  sign.mockRejectedValue(new Problem("key_provider_unavailable", "Silent."));
  await expect(hostedDidConfiguration(anotherProcess(platform), host)).rejects.toMatchObject({
    code: "key_provider_unavailable",
  });
  vi.restoreAllMocks();
});

test("a domain that is replaced, or whose authority is deleted, while it is checked gets no verdict (I8)", async () => {
  const { id: authorityId } = await createAuthority(ctx, input("https://replaced.example.org/", "Replaced"));
  const own = { tenantId: ctx.tenantId, id: authorityId };
  const events = () =>
    ctx.db.auditEvent.count({ where: { targetId: authorityId, action: { startsWith: "authority.domain_" } } });
  const checkWhile = async (change: () => Promise<unknown>, spoilt = false) => {
    const document = await generateDidDocument(ctx, { authorityId });
    const configuration = await generateDidConfiguration(ctx, { authorityId });
    answer = async (url) => {
      await change();
      if (url.endsWith("/did.json")) return file(document);
      return file(spoilt ? {} : configuration);
    };
    await expect(validateDidConfiguration(ctx, { authorityId })).rejects.toMatchObject({ code: "conflict" });
  };
  const link = (host: string) => () => updateLinkedDomain(ctx, { authorityId, linkedDomainUrl: `https://${host}/` });

  await checkWhile(link("second.example.org"));
  await checkWhile(link("third.example.org"), true);
  expect(await getAuthority(ctx, { authorityId })).toMatchObject({
    linkedDomainsVerified: false,
    didDocumentStatus: "outOfSync",
  });
  expect(await getDomainCheck(ctx, { authorityId })).toBeNull();
  expect(await events()).toBe(2);
  await checkWhile(() => ctx.db.authority.updateMany({ where: own, data: { deletedAt: ctx.now() } }));
  expect(await ctx.db.authority.findFirst({ where: own })).toMatchObject({ linkedDomainsVerified: false });
  expect(await events()).toBe(2);
});

test("an older authority that links a domain later does not take it over from another tenant (I10)", async () => {
  const host = "linked-first.example.org";
  const older = await createAuthority(ctx, input("https://before.example.org/", "Older"));
  const stranger = await testCtx(platform, { tenant: "linked-first" });
  platform.clock.advance(1);
  const theirs = await createAuthority(stranger, input(`https://${host}/`, "Theirs"));
  platform.clock.advance(1);
  const link = (url: string) => updateLinkedDomain(ctx, { authorityId: older.id, linkedDomainUrl: url });
  const speaksFor = async () =>
    (await findIssuersOfDomain(anotherProcess(platform), host)).map(({ authorityId }) => authorityId);
  await link(`https://${host}/`);
  expect(await speaksFor()).toEqual([theirs.id]);
  await updateLinkedDomain(stranger, { authorityId: theirs.id, linkedDomainUrl: "https://after.example.org/" });
  expect(await speaksFor()).toEqual([older.id]);
});

test("a host's DID document stays with the tenant that came first while one of its authorities lives (I10)", async () => {
  const host = "first-come.example.org";
  const stranger = await testCtx(platform, { tenant: "late-comer" });
  const create = async (caller: typeof ctx, name: string) => {
    platform.clock.advance(1);
    return (await createAuthority(caller, input(`https://${host}/`, name))).id;
  };
  const remove = (caller: typeof ctx, id: string) =>
    caller.db.authority.updateMany({ where: { tenantId: caller.tenantId, id }, data: { deletedAt: caller.now() } });
  const owner = async () => (await findDocumentOwner(anotherProcess(platform), host))?.authorityId;
  const first = await create(ctx, "First");
  const theirs = await create(stranger, "Theirs");
  const sibling = await create(ctx, "Sibling");
  expect(await owner()).toBe(first);
  await remove(ctx, first);
  expect(await owner()).toBe(sibling);
  await remove(ctx, sibling);
  expect(await owner()).toBe(theirs);
  await remove(stranger, theirs);
  expect(await owner()).toBe(first);
});

test("who took over a host that nobody else had any more keeps it when its former owner comes back (I10)", async () => {
  const host = "come-back.example.org";
  const stranger = await testCtx(platform, { tenant: "taker-over" });
  const create = async (caller: typeof ctx, name: string) => {
    platform.clock.advance(1);
    return (await createAuthority(caller, input(`https://${host}/`, name))).id;
  };
  const remove = async (caller: typeof ctx, id: string) => {
    platform.clock.advance(1);
    await caller.db.authority.updateMany({
      where: { tenantId: caller.tenantId, id },
      data: { deletedAt: caller.now() },
    });
  };
  const served = async () => [
    (await findDocumentOwner(anotherProcess(platform), host))?.authorityId,
    ...(await findIssuersOfDomain(anotherProcess(platform), host)).map(({ authorityId }) => authorityId),
  ];
  const first = await create(ctx, "First");
  const theirs = await create(stranger, "Theirs");
  const sibling = await create(ctx, "Sibling");
  await remove(ctx, first);
  // The first tenant was there all the while.
  expect(await served()).toEqual([sibling, sibling]);
  await remove(ctx, sibling);
  expect(await served()).toEqual([theirs, theirs]);
  const back = await create(ctx, "Back");
  expect(await served()).toEqual([theirs, theirs]);
  await remove(stranger, theirs);
  expect(await served()).toEqual([back, back]);
});

test("a deleted authority's keys leave the shared document when nothing that they signed is valid any more", async () => {
  const host = "pruned.example.org";
  const living = await createAuthority(ctx, input(`https://${host}/`, "Living"));
  const gone = await createAuthority(ctx, input(`https://${host}/`, "Gone"));
  await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
  await deleteAuthority(ctx, { authorityId: gone.id });
  const listed = async () => (await hostedDidDocument(anotherProcess(platform), host))?.verificationMethod.length;
  expect(await listed()).toBe(2);
  platform.clock.advance(24 * 3600 + 1);
  expect(await listed()).toBe(1);
  const document = await hostedDidDocument(anotherProcess(platform), host);
  expect(document?.id + (document?.authentication[0] ?? "")).toBe(living.keys[0]?.keyId);
});
