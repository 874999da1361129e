import { adminExamples } from "@/lib/apis/admin/examples";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { contractOperations } from "@/lib/apis/admin/operations/contracts";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { issuanceOperations } from "@/lib/apis/admin/operations/issuance";
import { manifestOperations } from "@/lib/apis/admin/operations/manifest";
import { networkOperations } from "@/lib/apis/admin/operations/network";
import { tenantOperations } from "@/lib/apis/admin/operations/tenant";
import { Refusal } from "@/lib/apis/admin/shapes/refusal";
import { adminWords } from "@/lib/apis/admin/words";
import type { ApiDescription, OperationAccess } from "@/lib/http/openapi";
import type { Operation } from "@/lib/http/operation";
import type { Permission } from "@/lib/kernel/permissions";
import {
  applicationPermissions,
  onlyForOwners,
  policy,
  rolePermissions,
  roles,
  type UseCaseName,
} from "@/lib/kernel/policy";

const bearer = {
  type: "http",
  scheme: "bearer",
  bearerFormat: "JWT",
  description: "A token of this portal, of its command line, or of an outside issuer that it trusts.",
};

const clientCredentials = (server: string) => ({
  type: "oauth2",
  description: "An API client's id and secret, traded for a token of an hour.",
  flows: {
    clientCredentials: {
      tokenUrl: `${server}/oauth2/v2.0/token`,
      scopes: {
        "6a8b4b39-c021-437c-b060-5a14a3fd65f3/.default": "What the client may do by its permissions.",
      },
    },
  },
});

/** From the one matrix of who may do what. */
function accessTo(useCase: UseCaseName): OperationAccess {
  const permission: Permission = policy[useCase];
  const able = roles.filter((role) => rolePermissions[role].includes(permission));
  return {
    roles: onlyForOwners.has(useCase) ? able.filter((role) => role === "owner") : able,
    applicationPermissions: Object.keys(applicationPermissions).filter((name) =>
      applicationPermissions[name]?.includes(permission),
    ),
  };
}

const readsBody = ({ body, form }: Operation): boolean => body !== undefined || form !== undefined;

/** Everything but onboarding can come too early, and whatever touches a key can meet one that does not answer. */
const refusals = (operation: Operation): number[] => [
  ...(readsBody(operation) || operation.query || operation.path.includes("{") ? [400] : []),
  401,
  403,
  ...(operation.path.includes("{") ? [404] : []),
  409,
  ...(operation.conditional ? [412] : []),
  ...(readsBody(operation) ? [413, 415] : []),
  ...(operation.repeatable ? [422] : []),
  503,
];

export const adminDescription: Omit<ApiDescription, "server"> = {
  title: "Admin API",
  description:
    "Authorities, contracts and credentials, in the shapes of the Microsoft Entra Verified ID Admin API, and the " +
    "Request Service's createIssuanceRequest. An existing client works with only its base address changed.",
  groups: [
    {
      name: "Tenant",
      description: "An organisation begins by onboarding, once.",
      operations: tenantOperations,
    },
    {
      name: "Authorities",
      description: "Who issues: a name, a linked domain with its DID, and the keys that sign.",
      operations: authorityOperations,
    },
    {
      name: "Contracts",
      description: "What a credential says, where its claims come from and how it looks in a wallet.",
      operations: { ...contractOperations, ...manifestOperations },
    },
    {
      name: "Credentials",
      description: "What was issued. Claims are not kept: a credential is found by the hash of its indexed claim.",
      operations: credentialOperations,
    },
    {
      name: "Issuance requests",
      description: "Offers that wallets take up.",
      operations: issuanceOperations,
    },
    {
      name: "Network",
      description: "What organisations of this installation let each other know: who they are and what they issue.",
      operations: networkOperations,
    },
  ],
  securitySchemes: (server) => ({ bearer, clientCredentials: clientCredentials(server) }),
  errorSchema: Refusal,
  examples: adminExamples,
  access: ({ useCase }) => useCase && accessTo(useCase),
  words: adminWords,
  refusals,
  answerHeaders: {
    "request-id": "Names this request in our logs: quote it when you ask for help.",
    "MS-CV": "The correlation vector.",
  },
};
