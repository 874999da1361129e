/** A refusal as Vault sends it: `{"errors": ["…"]}`; with no message it says only that there is nothing here. */
export class VaultError extends Error {
  constructor(status, message) {
    super(message ?? "");
    this.status = status;
    this.errors = message === undefined ? [] : [message];
  }
}

export const invalid = (message) => new VaultError(400, message);
export const denied = () => new VaultError(403, "permission denied");
export const absent = () => new VaultError(404);
