import { expect, test } from "vitest";
import type { RequestableContract } from "@/components/issuance/issuance-calls";
import { sampleDraft } from "@/components/issuance/issue-draft";
import { issuerApiCall, requestServiceCall } from "@/components/issuance/issuer-calls";
import { IssuanceRequest } from "@/lib/apis/admin/shapes/issuance";
import { badge } from "@/lib/testing/issuing";

const id = "6b1ab2a8-4d0c-4f4a-9f6c-1f6f2f0c7c11";
const contract = {
  id,
  ...badge(id),
  formats: ["jwt_vc_json", "dc+sd-jwt", "mso_mdoc"],
  manifestUrl: "https://portal.example.org/manifest",
  did: "did:web:works.example.org",
  authorityName: "Example Works",
} as unknown as RequestableContract;
const draft = { ...sampleDraft(contract), wireForm: "DRAFT13", callbackUrl: "https://example.org/$id" } as const;

test.each([
  ["jwt", "aws", "aws"],
  ["vault", "vault", "tse"],
  ["azure", "azure", "azure-rest-api"],
  ["development key", "jwk", "jwk"],
] as const)("a %s key is named by its type and id, and nothing of it is told (S1)", (_name, backend, type) => {
  const { request } = issuerApiCall(contract, { backend, id }, draft);
  expect(request.body).toMatchObject({ issuerKey: { type, id } });
  expect(Object.keys((request.body as { issuerKey: object }).issuerKey)).toEqual(["type", "id"]);
  expect(request.headers).toEqual({ Accept: "text/plain", statusCallbackUri: "https://example.org/$id" });
});

test("claims are named as they stand in the credential, where each format has them", () => {
  const bodyAs = (format: (typeof contract)["formats"][number]) =>
    issuerApiCall(contract, { backend: "jwk", id }, { ...draft, format }).request;
  const claims = { displayName: expect.any(String), staffNumber: expect.any(String) };
  expect(bodyAs("jwt_vc_json")).toMatchObject({
    path: "/openid4vc/jwt/issue",
    body: {
      credentialConfigurationId: "Staff+badge_jwt_vc_json",
      credentialData: { type: ["VerifiableCredential", "StaffBadge"], credentialSubject: claims },
      mapping: { expirationDate: "<timestamp-in:30d>" },
      standardVersion: "DRAFT13",
    },
  });
  expect(bodyAs("dc+sd-jwt")).toMatchObject({ path: "/openid4vc/sdjwt/issue", body: { credentialData: claims } });
  expect(bodyAs("mso_mdoc")).toMatchObject({
    path: "/openid4vc/mdoc/issue",
    body: { mdocData: { StaffBadge: claims } },
  });
});

test("a callback goes along with a request to the Request Service, which takes it", () => {
  const call = requestServiceCall(contract, { ...draft, callbackUrl: "https://example.org/issued" });
  expect(call.request.body).toMatchObject({ callback: { url: "https://example.org/issued" } });
  const body = JSON.parse(JSON.stringify(call.request.body), (_, value) => (value?.fromEnvironment ? "key" : value));
  expect(IssuanceRequest.safeParse(body).error).toBeUndefined();
});
