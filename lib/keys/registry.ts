import "server-only";
import type { Egress } from "@/lib/egress/egress";
import { awsProvider } from "@/lib/keys/aws";
import { azureProvider } from "@/lib/keys/azure";
import type { AzureIdentity } from "@/lib/keys/azure-credential";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { vaultProvider } from "@/lib/keys/vault";
import type { Backend } from "@/lib/signing-key/schema";

interface KeyProviderSettings {
  /** Roles that a key's config may name although the instance metadata service does not report them as attached. */
  readonly awsRolesAllowed: readonly string[];
  /** The way to key stores whose address a tenant gave. */
  readonly egress: Egress;
  readonly now: () => Date;
  /** Where applications sign in to Azure, and the server's own application if it has one. */
  readonly azure: { readonly authorityHost: string; readonly identity: AzureIdentity | null };
}

type KeyProviders = Readonly<Record<Backend, KeyProvider>>;

/** Every provider there is, by the name of its backend. What each can make, its `keyTypes` say. */
export const createKeyProviders = ({ awsRolesAllowed, egress, now, azure }: KeyProviderSettings): KeyProviders => ({
  aws: awsProvider({ rolesAllowed: awsRolesAllowed }),
  vault: vaultProvider({ egress, now }),
  azure: azureProvider({ egress, ...azure }),
  jwk: jwkProvider(),
});
