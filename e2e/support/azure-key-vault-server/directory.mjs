import { randomBytes } from "node:crypto";
import { sendJson } from "../kms-server/http.mjs";

export const RESOURCE = "https://vault.azure.net";

const refusal = (status, error, description) => ({
  status,
  body: { error, error_description: description, correlation_id: "00000000-0000-0000-0000-000000000000" },
});

const configuration = (issuer) => ({
  issuer: `${issuer}/v2.0`,
  authorization_endpoint: `${issuer}/oauth2/v2.0/authorize`,
  token_endpoint: `${issuer}/oauth2/v2.0/token`,
  jwks_uri: `${issuer}/discovery/v2.0/keys`,
  response_types_supported: ["code"],
  subject_types_supported: ["pairwise"],
  id_token_signing_alg_values_supported: ["RS256"],
});

/** A directory with applications that sign in by client secret, for whatever resource they name. */
export function createDirectory(applications, { tokenSeconds, now }) {
  const issued = new Map();

  function token(tenant, parameters) {
    if (parameters.get("grant_type") !== "client_credentials")
      return refusal(400, "unsupported_grant_type", "AADSTS70003: the grant type is not supported.");
    const scope = (parameters.get("scope") ?? "").split(" ").find((one) => one.endsWith("/.default"));
    if (!scope) return refusal(400, "invalid_scope", "AADSTS70011: the scope is not valid.");
    const application = applications.find((one) => one.clientId === parameters.get("client_id"));
    if (!application || application.tenantId !== tenant)
      return refusal(400, "unauthorized_client", "AADSTS700016: the application was not found in the directory.");
    if (application.clientSecret !== parameters.get("client_secret"))
      return refusal(401, "invalid_client", `AADSTS7000215: invalid client secret for ${application.clientId}.`);
    const accessToken = `opaque.${randomBytes(24).toString("base64url")}`;
    const audience = scope.slice(0, -"/.default".length);
    issued.set(accessToken, { application, audience, endsAt: now() + tokenSeconds * 1000 });
    return { status: 200, body: { token_type: "Bearer", expires_in: tokenSeconds, access_token: accessToken } };
  }

  return {
    /** The application behind a bearer token that lives and is meant for Key Vault. */
    applicationOf(accessToken) {
      const found = issued.get(accessToken);
      return found && found.endsAt > now() && found.audience === RESOURCE ? found.application : null;
    },
    /** Answers a request for the directory, or says that it was none. `authority` may be https before our clients. */
    answer(request, path, body, response, authority) {
      const [, tenant, what] =
        /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|oauth2\/v2\.0\/token)$/.exec(path) ?? [];
      if (!tenant) return null;
      if (what.endsWith("openid-configuration")) {
        sendJson(response, 200, configuration(`${authority}/${tenant}`));
        return 200;
      }
      if (request.method !== "POST") return null;
      const { status, body: answer } = token(tenant, new URLSearchParams(body.toString()));
      sendJson(response, status, answer);
      return status;
    },
  };
}
