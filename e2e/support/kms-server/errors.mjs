/** A refusal as AWS KMS sends it: `{"__type", "message"}` with an HTTP status. */
export class KmsError extends Error {
  constructor(type, message, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

export const validation = (message) => new KmsError("ValidationException", message);
export const notFound = (message) => new KmsError("NotFoundException", message);
export const invalidState = (message) => new KmsError("KMSInvalidStateException", message);
export const invalidUsage = (message) => new KmsError("InvalidKeyUsageException", message);
export const accessDenied = (message) => new KmsError("AccessDeniedException", message);
export const throttled = () =>
  new KmsError("ThrottlingException", "You have exceeded the rate at which you may call KMS. Reduce the frequency.");
export const internalFault = () => new KmsError("KMSInternalException", "The request can be tried again.", 500);
