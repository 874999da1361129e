const PREFIX = "did:web:";
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i;
const PART = /^[A-Za-z0-9._~%-]+$/;

/** `https://host:3000` → `did:web:host%3A3000`. Only the origin counts. */
export function didWebOf(url: URL): string {
  return `${PREFIX}${url.host.toLowerCase().replace(":", "%3A")}`;
}

/**
 * Where the document of a `did:web` is: `/.well-known/did.json`, or `/a/b/did.json` for one with a path. `http` for
 * loopback hosts, which have no certificate. Null when it is no `did:web`.
 */
export function didWebDocumentUrl(did: string): string | null {
  if (!did.startsWith(PREFIX) || did.length > 500) return null;
  const [encodedHost = "", ...path] = did.slice(PREFIX.length).split(":");
  const host = decode(encodedHost);
  if (!host || !HOST.test(host)) return null;
  if (!path.every((part) => PART.test(part) && !/^\.{1,2}$/.test(decode(part) ?? ".."))) return null;
  const place = path.length > 0 ? path.join("/") : ".well-known";
  const url = `${isLoopbackHost(host) ? "http" : "https"}://${host}/${place}/did.json`;
  return URL.canParse(url) ? new URL(url).href : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** This machine itself, by the names that need no certificate. With or without a port. */
export const isLoopbackHost = (host: string): boolean => /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/i.test(host);
