import { expect, test } from "vitest";
import { sourceRoutes } from "@/server/routes.mjs";

test("with reload, too, clients may vary the case of Admin API paths", () => {
  const find = sourceRoutes("app");
  expect(find("/V1.0/verifiablecredentials/Authorities/Ab-1/generateWellKnownDidConfiguration")).toEqual({
    template: "/v1.0/verifiableCredentials/authorities/[authorityId]/generateWellknownDidConfiguration",
    target: undefined,
    params: { authorityId: "Ab-1" },
  });
  expect(find("/livez")).toEqual({ template: "/livez", target: undefined, params: {} });
  expect(find("/LIVEZ")).toBeUndefined();
});
