import { randomBytes } from "node:crypto";
import { denied, invalid } from "./errors.mjs";

const RENEWALS = 2;

/** Who may sign in, by which of Vault's ways: given tokens, AppRole at `approle`, userpass at `userpass`. */
export function createTokens(identities, { leaseSeconds, now }) {
  const issued = new Map();
  const namespaceOf = (identity) => identity.namespace ?? "";

  function issue(identity) {
    const token = `hvs.${randomBytes(24).toString("base64url")}`;
    issued.set(token, { identity, endsAt: now() + leaseSeconds * 1000, renewals: 0 });
    return { auth: { client_token: token, lease_duration: leaseSeconds, renewable: true, token_type: "service" } };
  }

  /** The identity behind a token that lives, in its own namespace. */
  function identityOf(token, namespace) {
    const given = identities.find((identity) => identity.token !== undefined && identity.token === token);
    const lease = issued.get(token);
    const identity = given ?? (lease && lease.endsAt > now() ? lease.identity : undefined);
    if (!identity || namespaceOf(identity) !== namespace) throw denied();
    return identity;
  }

  const signIn = (namespace, matches, message) => {
    const identity = identities.find((one) => namespaceOf(one) === namespace && matches(one));
    if (!identity) throw invalid(message);
    return issue(identity);
  };

  return {
    identityOf,
    byAppRole: (namespace, { role_id: roleId, secret_id: secretId }) =>
      signIn(
        namespace,
        (one) => roleId && one.roleId === roleId && one.secretId === secretId,
        "invalid role or secret ID",
      ),
    byUserpass: (namespace, username, { password }) =>
      signIn(
        namespace,
        (one) => username && one.username === username && one.password === password,
        "invalid username or password",
      ),
    renew(token) {
      const lease = issued.get(token);
      if (!lease || lease.renewals >= RENEWALS) throw invalid("lease is not renewable");
      lease.renewals += 1;
      lease.endsAt = now() + leaseSeconds * 1000;
      return { auth: { client_token: token, lease_duration: leaseSeconds, renewable: true } };
    },
    /** As an administrator revokes every token that was ever signed in for. */
    revokeAll: () => issued.clear(),
  };
}
