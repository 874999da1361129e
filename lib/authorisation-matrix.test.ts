import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import type { Permission } from "@/lib/kernel/permissions";
import { permissions } from "@/lib/kernel/permissions";
import {
  applicationPermissions,
  policy,
  type Role,
  rolePermissions,
  roles,
  type UseCaseName,
} from "@/lib/kernel/policy";
import type { UseCase } from "@/lib/use-case";

/** Who may do what, once more and by hand: the Admin API reference, section 2.3, and the portal's own verbs. */
const onlyOwners = { owner: true, admin: false, reader: false } as const;
const onlyAdmins = { owner: true, admin: true, reader: false } as const;
const everybody = { owner: true, admin: true, reader: true } as const;

interface Row {
  readonly roles: Record<Role, boolean>;
  /** Application permissions that open it, without their common prefix. */
  readonly applications: readonly string[];
}

const authorityWriters = ["Authority.ReadWrite"];
const authorityReaders = ["Authority.ReadWrite", "Authority.Read"];
const contractWriters = ["Contract.ReadWrite"];
const contractReaders = ["Contract.ReadWrite", "Contract.Read"];
const issuers = ["Create.All", "Create.IssueRequest"];

const expected: Record<UseCaseName, Row> = {
  onboardTenant: { roles: onlyAdmins, applications: [] },
  optOut: { roles: onlyOwners, applications: [] },
  startOptOut: { roles: onlyOwners, applications: [] },
  confirmOptOut: { roles: onlyOwners, applications: [] },
  exportOrganisation: { roles: onlyOwners, applications: [] },
  getOrganisationSettings: { roles: everybody, applications: authorityReaders },
  updateOrganisationSettings: { roles: onlyAdmins, applications: [] },
  getOverview: { roles: everybody, applications: authorityReaders },
  onboardSigningKey: { roles: onlyAdmins, applications: authorityWriters },
  onboardIssuer: { roles: onlyAdmins, applications: authorityWriters },
  onboardIaca: { roles: onlyAdmins, applications: authorityWriters },
  onboardDocumentSigner: { roles: onlyAdmins, applications: authorityWriters },
  rotateKeyCredentials: { roles: onlyAdmins, applications: authorityWriters },
  importIssuerKey: { roles: onlyAdmins, applications: authorityWriters },
  listSigningKeys: { roles: everybody, applications: authorityWriters },
  getSigningKey: { roles: everybody, applications: authorityWriters },
  createAuthority: { roles: onlyAdmins, applications: authorityWriters },
  listAuthorities: { roles: everybody, applications: authorityReaders },
  getAuthority: { roles: everybody, applications: authorityReaders },
  updateAuthority: { roles: onlyAdmins, applications: authorityWriters },
  updateLinkedDomain: { roles: onlyAdmins, applications: authorityWriters },
  getDomainCheck: { roles: everybody, applications: authorityReaders },
  deleteAuthority: { roles: onlyAdmins, applications: authorityWriters },
  generateDidDocument: { roles: onlyAdmins, applications: authorityWriters },
  generateDidConfiguration: { roles: onlyAdmins, applications: authorityWriters },
  validateDidConfiguration: { roles: onlyAdmins, applications: authorityWriters },
  rotateSigningKey: { roles: onlyAdmins, applications: authorityWriters },
  addSigningKey: { roles: onlyAdmins, applications: authorityWriters },
  synchronizeDidDocument: { roles: onlyAdmins, applications: authorityWriters },
  compareDidDocument: { roles: onlyAdmins, applications: authorityWriters },
  cancelRotation: { roles: onlyAdmins, applications: authorityWriters },
  removeAuthorityKey: { roles: onlyAdmins, applications: authorityWriters },
  countKeyCredentials: { roles: everybody, applications: authorityReaders },
  listKeyUses: { roles: everybody, applications: authorityReaders },
  createContract: { roles: onlyAdmins, applications: contractWriters },
  updateContract: { roles: onlyAdmins, applications: contractWriters },
  archiveContract: { roles: onlyAdmins, applications: contractWriters },
  listContracts: { roles: everybody, applications: contractReaders },
  listContractDocuments: { roles: everybody, applications: contractReaders },
  listContractVersions: { roles: everybody, applications: contractReaders },
  getContractVersion: { roles: everybody, applications: contractReaders },
  getContract: { roles: everybody, applications: contractReaders },
  readLogo: { roles: everybody, applications: contractReaders },
  signRaw: { roles: onlyAdmins, applications: issuers },
  createIssuance: { roles: onlyAdmins, applications: issuers },
  createCredentialOffer: { roles: onlyAdmins, applications: issuers },
  getIssuance: { roles: onlyAdmins, applications: issuers },
  createBulkIssuance: { roles: onlyAdmins, applications: issuers },
  addBulkIssuanceRows: { roles: onlyAdmins, applications: issuers },
  startBulkIssuance: { roles: onlyAdmins, applications: issuers },
  pauseBulkIssuance: { roles: onlyAdmins, applications: issuers },
  resumeBulkIssuance: { roles: onlyAdmins, applications: issuers },
  cancelBulkIssuance: { roles: onlyAdmins, applications: issuers },
  retryBulkIssuance: { roles: onlyAdmins, applications: issuers },
  repairBulkIssuanceRow: { roles: onlyAdmins, applications: issuers },
  getBulkIssuance: { roles: onlyAdmins, applications: issuers },
  listBulkIssuances: { roles: onlyAdmins, applications: issuers },
  listBulkIssuanceRows: { roles: onlyAdmins, applications: issuers },
  exportBulkIssuance: { roles: onlyAdmins, applications: issuers },
  searchCredentials: { roles: everybody, applications: ["Credential.Search"] },
  findCredentials: { roles: everybody, applications: ["Credential.Search"] },
  getCredential: { roles: everybody, applications: ["Credential.Search"] },
  listCredentials: { roles: everybody, applications: ["Credential.Search"] },
  revokeCredential: { roles: onlyAdmins, applications: ["Credential.Revoke"] },
  suspendCredential: { roles: onlyAdmins, applications: ["Credential.Revoke"] },
  reinstateCredential: { roles: onlyAdmins, applications: ["Credential.Revoke"] },
  createBulkRevocation: { roles: onlyAdmins, applications: ["Credential.Revoke"] },
  getBulkRevocation: { roles: everybody, applications: ["Credential.Search"] },
  countRevocable: { roles: onlyAdmins, applications: ["Credential.Revoke"] },
  searchNetwork: { roles: everybody, applications: ["Network.Read"] },
  listNetworkContracts: { roles: everybody, applications: ["Network.Read"] },
  listTransactions: { roles: everybody, applications: [] },
  listAuditEvents: { roles: everybody, applications: [] },
  verifyAuditChain: { roles: everybody, applications: [] },
  listIssuanceSessions: { roles: everybody, applications: [] },
  getIssuanceSession: { roles: everybody, applications: [] },
  listDeliveries: { roles: everybody, applications: [] },
  getDelivery: { roles: everybody, applications: [] },
  replayDeliveries: { roles: onlyAdmins, applications: [] },
  listWebhooks: { roles: everybody, applications: [] },
  createWebhook: { roles: onlyAdmins, applications: [] },
  updateWebhook: { roles: onlyAdmins, applications: [] },
  deleteWebhook: { roles: onlyAdmins, applications: [] },
  testWebhook: { roles: onlyAdmins, applications: [] },
  createApiClient: { roles: onlyAdmins, applications: [] },
  disableApiClient: { roles: onlyAdmins, applications: [] },
  listApiClients: { roles: everybody, applications: [] },
};

/** Every principal the system knows: each role, each application permission alone, and nobody in particular. */
const principals: { name: string; may: readonly Permission[]; allowed: (row: Row) => boolean }[] = [
  ...roles.map((role) => ({ name: role, may: rolePermissions[role], allowed: (row: Row) => row.roles[role] })),
  ...Object.entries(applicationPermissions).map(([name, may]) => ({
    name,
    may,
    allowed: (row: Row) => row.applications.includes(name.replace("VerifiableCredential.", "")),
  })),
  { name: "no permission", may: [], allowed: () => false },
];

/** The use cases as they are: every module of the domain that defines one. */
async function definedUseCases(): Promise<Map<string, UseCase<never, unknown>>> {
  const found = new Map<string, UseCase<never, unknown>>();
  const root = import.meta.dirname;
  for (const entry of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!entry.endsWith(".ts") || entry.endsWith(".test.ts") || entry === "use-case.ts") continue;
    if (!readFileSync(path.join(root, entry), "utf8").includes("defineUseCase(")) continue;
    const module: Record<string, unknown> = await import(path.join(root, entry));
    for (const value of Object.values(module)) {
      if (typeof value === "function" && "useCaseName" in value) {
        const useCase = value as UseCase<never, unknown>;
        found.set(useCase.useCaseName, useCase);
      }
    }
  }
  return found;
}

const useCases = await definedUseCases();

/** A context that lets nothing happen: whoever gets past the permission falls over the first thing they touch. */
function ctxWith(may: readonly Permission[], audited: string[]): Ctx {
  const actor = { type: "app", id: "somebody", permissions: may } as const;
  const db = {
    auditEvent: {
      create: async ({ data }: { data: { action: string; targetId: string } }) => void audited.push(data.targetId),
    },
  };
  const real = { tenantId: "t", requestId: "r", actor, db, now: () => new Date(0), random: { uuid: () => "id" } };
  const masterKeys = { key: () => Buffer.alloc(32) };
  return { ...real, masterKeys } as unknown as Ctx;
}

describe("the authorisation matrix (A1)", () => {
  test("has a row for every use case there is, and every use case is found", () => {
    for (const name of useCases.keys()) expect(Object.keys(policy)).toContain(name);
    expect(useCases.size).toBeGreaterThan(5);
  });

  for (const [name, row] of Object.entries(expected) as [UseCaseName, Row][]) {
    for (const { name: principal, may, allowed } of principals) {
      test(`${principal} ${allowed(row) ? "may" : "may not"} ${name}`, async () => {
        expect(may.includes(policy[name])).toBe(allowed(row));
        const verb = useCases.get(name);
        if (!verb) return;
        const audited: string[] = [];
        const outcome = await verb(ctxWith(may, audited), { nonsense: true } as never).then(
          () => "done",
          (error: { code?: string }) => error.code ?? "past the permission",
        );
        expect(outcome === "forbidden").toBe(!allowed(row));
        // A refusal is audited, and nothing else was (D9).
        expect(audited).toEqual(allowed(row) ? [] : [name]);
      });
    }
  }
});

test("an owner may do everything; nobody else may opt out or look after members", () => {
  expect([...rolePermissions.owner].sort()).toEqual([...permissions].sort());
  for (const role of ["admin", "reader"] as const) {
    expect(rolePermissions[role]).not.toContain("Tenant.OptOut");
    expect(rolePermissions[role]).not.toContain("Member.ReadWrite");
  }
});
