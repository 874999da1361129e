/** Bytes of a UTF-8 string. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** base64url without padding (RFC 7515, section 2). */
export const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

/** Bytes of a base64url text. Node ignores stray characters: call {@link isBase64url} first on input from outside. */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64url"));

export const isBase64url = (text: string): boolean => /^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1;
