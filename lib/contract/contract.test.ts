import { describe, expect, test } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import { createContract } from "@/lib/contract/create-contract";
import { getContract } from "@/lib/contract/get-contract";
import { listContracts } from "@/lib/contract/list-contracts";
import { contractPublicId } from "@/lib/contract/rows";
import { contractTag } from "@/lib/contract/schema";
import { contractVersion, currentContracts, findContractByPublicId } from "@/lib/contract/store";
import { updateContract } from "@/lib/contract/update-contract";
import { toProblem } from "@/lib/http/problem";
import { sampleContract } from "@/lib/testing/contract";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const platform = await testPlatform();
const ctx = await testCtx(platform);
const { id: authorityId } = await createAuthority(ctx, {
  name: "Contoso",
  linkedDomainUrl: "https://contracts.example.org/",
  didMethod: "web",
});
const make = (changes: Parameters<typeof sampleContract>[0]) =>
  createContract(ctx, { authorityId, ...sampleContract(changes) });

test("contract ids are those that Admin API clients compute", () => {
  expect(contractPublicId("f5bf2fc6-7135-4d94-a6fe-c26e4543bc5a", "test3")).toBe(
    "ZjViZjJmYzYtNzEzNS00ZDk0LWE2ZmUtYzI2ZTQ1NDNiYzVhdGVzdDM",
  );
  expect(contractPublicId("12345678-0000-0000-0000-000000000000", "VerifiedCredentialExpert")).toBe(
    "MTIzNDU2NzgtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwdmVyaWZpZWRjcmVkZW50aWFsZXhwZXJ0",
  );
});

test("a contract is found by either id, with the defaults filled in", async () => {
  const made = await make({ name: "Found" });
  expect(made).toMatchObject({ version: 1, formats: ["jwt_vc_json", "dc+sd-jwt"], availableInVcDirectory: false });
  expect(made.manifestUrl).toBe(
    `https://portal.example.org/v1.0/tenants/${ctx.tenantId}/verifiableCredentials/contracts/${made.publicId}/manifest`,
  );
  expect(await getContract(ctx, { authorityId, contractId: made.publicId })).toEqual(made);
  expect(await getContract(ctx, { contractId: made.id })).toEqual(made);
  expect(await findContractByPublicId(platform, ctx.tenantId, made.publicId)).toMatchObject({
    id: made.id,
    rules: made.rules,
    displays: made.displays,
  });
});

test("a name is taken once, whatever its case and its way to write an accent (L5)", async () => {
  await make({ name: "Zoë card" });
  for (const name of ["zoë CARD", "Zoe\u0308 card", " Zoë card "]) {
    await expect(make({ name })).rejects.toMatchObject({ code: "contract_name_not_unique", target: "name" });
  }
});

test("of many who take a name at once one gets it, and nothing is left of the others (D2, I14)", async () => {
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => make({ name: "Race" })));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const events = await ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId, action: "contract.created" } });
  expect(events.filter(({ details }) => JSON.stringify(details).includes("Race"))).toHaveLength(1);
});

describe("bad input is refused by field", () => {
  const { rules, displays } = sampleContract();
  const [display] = displays;
  if (!display) throw new Error("no display");
  const hint = (mapping: object[]) => ({ ...rules, attestations: { idTokenHints: [{ mapping }] } }) as typeof rules;
  const card = (changes: object) => [{ ...display, card: { ...display.card, ...changes } }] as typeof displays;
  const indexed = (name: string) => ({ inputClaim: name, outputClaim: name, indexed: true });

  test.each([
    [
      "two indexed claims",
      { rules: hint([indexed("a"), indexed("b")]) },
      "rules.attestations.idTokenHints[0].mapping[1].indexed",
      "multiple_indexed_claims",
    ],
    [
      "an output claim made twice",
      {
        rules: hint([
          { inputClaim: "a", outputClaim: "c" },
          { inputClaim: "b", outputClaim: "c" },
        ]),
      },
      "rules.attestations.idTokenHints[0].mapping[1].outputClaim",
      "invalid_request",
    ],
    [
      "a colour by name",
      { displays: card({ backgroundColor: "red" }) },
      "displays[0].card.backgroundColor",
      "invalid_request",
    ],
    ["a short colour", { displays: card({ textColor: "#FFF" }) }, "displays[0].card.textColor", "invalid_request"],
    [
      "an SVG logo by address",
      { displays: card({ logo: { uri: "https://example.org/logo.svg", description: "Logo" } }) },
      "displays[0].card.logo.uri",
      "invalid_request",
    ],
    [
      "an SVG logo inline",
      { displays: card({ logo: { uri: "data:image/svg+xml;base64,PHN2Zy8+", description: "Logo" } }) },
      "displays[0].card.logo.uri",
      "invalid_request",
    ],
    [
      "an SVG logo that says it is PNG",
      { displays: card({ logo: { uri: "data:image/png;base64,PHN2Zy8+", description: "Logo" } }) },
      "displays[0].card.logo.uri",
      "invalid_request",
    ],
    [
      "a locale twice",
      { displays: [display, { ...display, locale: "EN-us" }] },
      "displays[1].locale",
      "invalid_request",
    ],
    ["an unknown member", { displays: card({ glow: true }) }, "displays[0].card.glow", "invalid_request"],
    ["no source of claims", { rules: { ...rules, attestations: {} } }, "rules.attestations", "invalid_request"],
    [
      "a validity of no time",
      { rules: { ...rules, validityInterval: 0 } },
      "rules.validityInterval",
      "invalid_request",
    ],
    ["a name with markup", { name: "<script>" }, "name", "invalid_request"],
  ])("%s", async (_what, changes, target, code) => {
    const refusal = toProblem(await make({ name: "Refused", ...changes }).catch((error: unknown) => error));
    expect(refusal).toMatchObject({ code, target });
    expect(await ctx.db.contract.count({ where: { tenantId: ctx.tenantId, nameKey: "refused" } })).toBe(0);
  });
});

describe("changing", () => {
  test("other rules make a new version; what was issued keeps its own", async () => {
    const made = await make({ name: "Versions" });
    const changed = await updateContract(ctx, {
      contractId: made.id,
      changes: { rules: { ...made.rules, validityInterval: 3600 } },
    });
    expect(changed).toMatchObject({ version: 2, rules: { validityInterval: 3600 }, displays: made.displays });
    expect(await contractVersion(platform, ctx.tenantId, made.id, 1)).toMatchObject({
      rules: { validityInterval: 2_592_000 },
    });
    expect(await contractVersion(platform, ctx.tenantId, made.id, 2)).toMatchObject({
      rules: { validityInterval: 3600 },
    });
    expect(await contractVersion(platform, ctx.tenantId, made.id, 3)).toBeNull();
  });

  test("a mere setting makes no version, and saying the same changes nothing", async () => {
    const made = await make({ name: "Settings" });
    const changed = await updateContract(ctx, {
      contractId: made.id,
      changes: { availableInVcDirectory: true, issueNotificationAllowedToGroupOids: ["g"] },
    });
    expect(changed).toMatchObject({
      version: 1,
      availableInVcDirectory: true,
      issueNotificationAllowedToGroupOids: ["g"],
    });
    const same = { availableInVcDirectory: true, rules: made.rules };
    expect(await updateContract(ctx, { contractId: made.id, changes: same })).toEqual(changed);
    const cleared = await updateContract(ctx, {
      contractId: made.id,
      changes: { issueNotificationAllowedToGroupOids: null },
    });
    expect(cleared.issueNotificationAllowedToGroupOids).toBeNull();
  });

  test("name and ids never change (Admin API, 8.6)", async () => {
    const made = await make({ name: "Steady" });
    const own = {
      id: made.publicId,
      name: made.name,
      authorityId,
      issuerId: authorityId,
      manifestUrl: made.manifestUrl,
    };
    expect(await updateContract(ctx, { contractId: made.id, changes: {}, unchangeable: own })).toEqual(made);
    for (const member of Object.keys(own)) {
      const renamed = updateContract(ctx, {
        contractId: made.id,
        changes: {},
        unchangeable: { ...own, [member]: "other" },
      });
      await expect(renamed).rejects.toMatchObject({ code: "invalid_request", target: member });
    }
  });

  test("a change made on the ground of an older state is refused (D8)", async () => {
    const made = await make({ name: "Matched" });
    const change = (value: boolean) =>
      updateContract(ctx, {
        contractId: made.id,
        changes: { availableInVcDirectory: value },
        ifMatch: contractTag(made),
      });
    await change(true);
    await expect(change(false)).rejects.toMatchObject({ code: "precondition_failed" });
  });

  test("of changes at the same moment none is lost unseen: one wins, the others are told (D4)", async () => {
    const made = await make({ name: "Contended" });
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) =>
        updateContract(ctx, { contractId: made.id, changes: { rules: { ...made.rules, validityInterval: 60 + at } } }),
      ),
    );
    const won = results.filter(({ status }) => status === "fulfilled").length;
    const { version } = await getContract(ctx, { contractId: made.id });
    expect(won).toBeGreaterThan(0);
    expect(version).toBe(1 + won);
    const versions = await ctx.db.contractVersion.findMany({ where: { contractId: made.id } });
    expect(versions.map(({ createdBy }) => createdBy)).toEqual(Array(version).fill(ctx.actor.id));
    expect(await ctx.db.auditEvent.count({ where: { action: "contract.updated", targetId: made.id } })).toBe(won);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
    }
  });
});

test("another tenant's or another authority's contract does not exist for us (I10, D3)", async () => {
  const made = await make({ name: "Private" });
  const stranger = await testCtx(platform, { tenant: "contract-stranger" });
  const other = await createAuthority(ctx, {
    name: "Other",
    linkedDomainUrl: "https://other-contracts.example.org/",
    didMethod: "web",
  });
  for (const contractId of [made.id, made.publicId]) {
    await expect(getContract(stranger, { contractId })).rejects.toMatchObject({ code: "not_found" });
    await expect(getContract(ctx, { authorityId: other.id, contractId })).rejects.toMatchObject({ code: "not_found" });
    await expect(updateContract(stranger, { contractId, changes: {} })).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(createContract(stranger, { authorityId, ...sampleContract() })).rejects.toMatchObject({
    code: "not_found",
    target: "authorityId",
  });
  await expect(listContracts(stranger, { authorityId })).rejects.toMatchObject({ code: "not_found" });
  expect((await listContracts(ctx, { authorityId: other.id })).items).toEqual([]);
  expect(await currentContracts(platform, ctx.tenantId, other.id)).toEqual([]);
  expect(await currentContracts(platform, ctx.tenantId, authorityId)).toContainEqual(
    expect.objectContaining({ id: made.id }),
  );
  expect(await findContractByPublicId(platform, stranger.tenantId, made.publicId)).toBeNull();
  expect((await listContracts(ctx, { limit: 1 })).nextCursor).not.toBeNull();
});

test("a claim that would clash with a member of an SD-JWT leaves that format out, and is refused where it was asked for", async () => {
  const mapping = [{ inputClaim: "state", outputClaim: "status" }];
  const rules = { ...sampleContract().rules, attestations: { idTokenHints: [{ mapping }] } };
  const place = "rules.attestations.idTokenHints[0].mapping[0].outputClaim";
  const asked = make({ name: "Clash", rules, formats: ["jwt_vc_json", "dc+sd-jwt"] });
  await expect(asked).rejects.toMatchObject({ code: "invalid_request", target: place });
  const { id: contractId, formats } = await make({ name: "Clash", rules });
  expect(formats).toEqual(["jwt_vc_json"]);
  const changes = { formats: ["jwt_vc_json", "dc+sd-jwt"] as ["jwt_vc_json", "dc+sd-jwt"] };
  await expect(updateContract(ctx, { contractId, changes })).rejects.toMatchObject({ target: place });
});
