import { expect, test } from "@playwright/test";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { defaultServerEnv, keyChoices } from "@/e2e/support/issuing-setup";
import { badgeClaims, PortalApi, tokenOf } from "@/e2e/support/portal-api";
import { cwtStatus } from "@/e2e/support/wallet/cwt-status";
import { verifyMdoc } from "@/e2e/support/wallet/verify-mdoc";
import { claim } from "@/e2e/support/wallet/wallet";

test("an mdoc signed by a key in AWS KMS is claimed, verified, found, revoked and seen revoked", async () => {
  const name = `mdoc-${process.pid}`;
  const api = new PortalApi(defaultServer.url, await tokenOf(defaultServerEnv, "--role", "owner", "--tenant", name));
  await api.onboard();
  const authority = await api.createAuthority(`https://${name}.example.org/`, keyChoices.aws);
  const contract = await api.createContract(authority.id, `Staff badge of ${name}`, { formats: ["mso_mdoc"] });
  const issuing = { authority, contract };
  const claims = badgeClaims();
  const { url } = await api.createIssuance(issuing, { claims, format: "mso_mdoc" });
  const { credential, key: holder } = await claim(url);
  const roots = [await (await fetch(`${api.server}/certificates/${authority.id}/iaca`)).text()];
  const verified = await verifyMdoc(credential, { roots, holder: holder.privateJwk });
  expect(verified.nameSpaces.StaffBadge).toMatchObject({ displayName: claims.name, staffNumber: claims.number });
  expect(await cwtStatus(credential, roots)).toBe(0);
  const [found] = await api.searchCredentials(issuing, claims.number);
  await api.revokeCredential(issuing, found?.id ?? "");
  expect(await cwtStatus(credential, roots)).toBe(1);
});
