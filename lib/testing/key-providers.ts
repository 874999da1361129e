import type { KeyProviders } from "@/lib/keys/registry";
import { createKeyProviders } from "@/lib/keys/registry";

/** The real providers, none of which reaches a network here, with some of them replaced by a test's own. */
export const keyProvidersWith = (fakes: Partial<KeyProviders>): KeyProviders => ({
  ...createKeyProviders({
    awsRolesAllowed: [],
    egress: { request: async () => ({ ok: false, cause: "no network in tests" }), refusal: () => undefined },
    now: () => new Date(0),
  }),
  ...fakes,
});
