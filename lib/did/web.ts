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
const isLoopbackHost = (host: string): boolean => /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/i.test(host);

/** A host as a `did:web` may name it, in lower case, with its port if it has one. */
export const isDidWebHost = (host: string): boolean => HOST.test(host) && URL.canParse(`https://${host}/`);

/** `did:web` of a host and the parts of a path. */
export const didWebWithPath = (host: string, parts: readonly string[]): string =>
  [`${PREFIX}${encodeURIComponent(host.toLowerCase())}`, ...parts.map(encodeURIComponent)].join(":");

/** The place of a `did:web` document below its host, as host and path in one text: `example.org/a/b`. */
export function didWebPlace(did: string): string | null {
  const url = didWebDocumentUrl(did);
  if (url === null) return null;
  const { host, pathname } = new URL(url);
  return host + pathname.replace(/\/(?:\.well-known\/)?did\.json$/, "");
}
