/** A refusal as Key Vault sends it: `{"error": {"code", "message", "innererror"?}}`. */
export class KeyVaultError extends Error {
  constructor(status, code, message, inner) {
    super(message);
    this.status = status;
    this.body = { error: { code, message, ...(inner ? { innererror: { code: inner } } : {}) } };
  }
}

export const badParameter = (message) => new KeyVaultError(400, "BadParameter", message);
export const notFound = (name) =>
  new KeyVaultError(404, "KeyNotFound", `A key with (name/id) ${name} was not found in this key vault.`);
export const forbidden = (message, inner) => new KeyVaultError(403, "Forbidden", message, inner);

export const refusals = {
  throttled: () => new KeyVaultError(429, "Throttled", "Request was not processed because too many requests came."),
  failed: (status, message) => new KeyVaultError(status, "AskedFor", message),
  denied: (action) => forbidden(`Caller is not authorized to perform action ${action}.`, "ForbiddenByRbac"),
};
