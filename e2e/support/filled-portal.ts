import { type Issuing, PortalApi, tokenOf } from "@/e2e/support/portal-api";

/** A portal in which there is something to see: an authority, its key and a contract. */
export async function fillPortal(server: string, dataDir: string): Promise<{ api: PortalApi; issuing: Issuing }> {
  const api = new PortalApi(server, await tokenOf({ DATA_DIR: dataDir, PUBLIC_URL: server }, "--role", "owner"));
  await api.onboard();
  const authority = await api.createAuthority(`${server}/`, { backend: "jwk" });
  return { api, issuing: { authority, contract: await api.createContract(authority.id, "Staff badge") } };
}
