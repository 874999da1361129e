import { describe, expect, test } from "vitest";
import { pathOf, routeTable } from "@/server/route-table.mjs";

const templates = [
  "/",
  "/livez",
  "/[tenant]/oauth2/v2.0/token",
  "/oid4vci/[authorityId]/credential",
  "/oid4vci/demo/credential",
  "/api/auth/[...nextauth]",
  "/docs/[[...page]]",
  "/v1.0/verifiableCredentials/authorities/[authorityId]",
  "/v1.0/verifiableCredentials/authorities/[authorityId]/generateWellknownDidConfiguration",
  "/v1.0/verifiableCredentials/authorities/mine",
  "/v1.0/tenants/[tenantId]/verifiableCredentialsNetwork/authorities/[issuerId]/contracts",
];
const find = routeTable(templates.map((template) => ({ template, target: template })));
const found = (path: string) => {
  const route = find(path);
  return route && [route.template, route.params];
};

test.each([
  ["/", "/", {}],
  ["/livez", "/livez", {}],
  ["/livez/", "/livez", {}],
  ["/oid4vci/a1/credential", "/oid4vci/[authorityId]/credential", { authorityId: "a1" }],
  ["/oid4vci/demo/credential", "/oid4vci/demo/credential", {}],
  ["/contoso/oauth2/v2.0/token", "/[tenant]/oauth2/v2.0/token", { tenant: "contoso" }],
  ["/oid4vci/a%20b%2Fc/credential", "/oid4vci/[authorityId]/credential", { authorityId: "a b/c" }],
  ["/api/auth/callback/oidc", "/api/auth/[...nextauth]", { nextauth: ["callback", "oidc"] }],
  ["/docs", "/docs/[[...page]]", {}],
  ["/docs/a/b", "/docs/[[...page]]", { page: ["a", "b"] }],
])("%s is served by %s", (path, template, params) => {
  expect(found(path)).toEqual([template, params]);
});

describe("published clients vary the case of Admin API paths, never that of identifiers", () => {
  const configuration = templates[8] ?? "";
  test.each([
    "/v1.0/verifiableCredentials/authorities/Ab-1/generateWellknownDidConfiguration",
    "/v1.0/verifiableCredentials/authorities/Ab-1/generateWellKnownDidConfiguration",
    "/V1.0/VERIFIABLECREDENTIALS/Authorities/Ab-1/GENERATEWELLKNOWNDIDCONFIGURATION/",
  ])("%s", (path) => {
    expect(found(path)).toEqual([configuration, { authorityId: "Ab-1" }]);
  });

  test("behind a tenant's id, too, with or without a slash at the end", () => {
    const path = "/v1.0/tenants/T-1/VerifiableCredentialsNetwork/Authorities/A-1/contracts/";
    expect(found(path)).toEqual([templates[10], { tenantId: "T-1", issuerId: "A-1" }]);
  });

  test("a literal segment wins there too", () => {
    expect(found("/v1.0/verifiablecredentials/authorities/MINE")?.[0]).toBe(templates[9]);
  });

  test("elsewhere the case matters", () => {
    expect(found("/LIVEZ")).toBeUndefined();
    expect(found("/OID4VCI/a/credential")).toBeUndefined();
  });
});

test.each(["/nothing", "//livez", "/oid4vci//credential", "/oid4vci/%/credential", "/oid4vci/%ff/credential"])(
  "%s matches nothing",
  (path) => {
    expect(found(path)).toBeUndefined();
  },
);

test("a parameter with a zero byte, which no database column holds, matches nothing (I15)", () => {
  expect(found("/oid4vci/a%00b/credential")).toBeUndefined();
});

test("a path can be spelled again from its template", () => {
  expect(pathOf("/v1.0/verifiableCredentials/authorities/[authorityId]", { authorityId: "a b" })).toBe(
    "/v1.0/verifiableCredentials/authorities/a%20b",
  );
  expect(pathOf("/api/auth/[...nextauth]", { nextauth: ["callback", "oidc"] })).toBe("/api/auth/callback/oidc");
});

test.each(["%ZZ", "a%00b", "%ff"])(
  "an undecodable %s reaches the route that catches all, which refuses in its API's words",
  (part) => {
    const find = routeTable([
      { template: "/v1.0/authorities/[authorityId]", target: 1 },
      { template: "/v1.0/[...path]", target: 2 },
    ]);
    expect(find("/v1.0/authorities/known")?.target).toBe(1);
    expect(find(`/v1.0/authorities/${part}`)).toMatchObject({ target: 2, params: { path: ["authorities", part] } });
  },
);
