import { isIP } from "node:net";

/** Where a request goes. `excepted` by the operator: EGRESS_ALLOW names this very host and port. */
export interface Destination {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly excepted: boolean;
}

/** Why no request leaves, or why none came back. For the audit trail: callers show them all alike (security E4). */
export type EgressFailure =
  | "invalid_url"
  | "user_info"
  | "https_required"
  | "address_instead_of_name"
  | "port_not_allowed"
  | "name_not_resolved"
  | "address_not_public"
  | "connect_timeout"
  | "timeout"
  | "connection_failed"
  | "tls_failed"
  | "redirect"
  | "encoded_answer"
  | "answer_too_large";

const LONGEST_URL = 4096;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "https:": 443, "http:": 80 };

/**
 * Judges a URL by itself, before any name is looked up (security E2). The URL parser turns decimal, octal and
 * hexadecimal addresses into plain ones first, so none of them passes for a name. Spaces, line ends and backslashes,
 * which it would quietly mend, are refused; so is anything but ASCII: foreign names come in their `xn--` form.
 */
export function destinationOf(text: string, allow: readonly string[]): Destination | EgressFailure {
  if (text.length > LONGEST_URL || !/^[!-~]+$/.test(text) || text.includes("\\") || !URL.canParse(text)) {
    return "invalid_url";
  }
  const url = new URL(text);
  const defaultPort = DEFAULT_PORTS[url.protocol];
  if (defaultPort === undefined) return "https_required";
  if (url.username || url.password) return "user_info";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port ? Number(url.port) : defaultPort;
  if (allow.includes(`${url.hostname}:${port}`)) return { url, host, port, excepted: true };
  if (url.protocol !== "https:") return "https_required";
  if (isIP(host)) return "address_instead_of_name";
  if (!isDomainName(host)) return "invalid_url";
  if (port !== 443) return "port_not_allowed";
  return { url, host, port, excepted: false };
}

/** Two labels at least, since one is a machine of the local network, and no dot at the end: that would be a second name. */
function isDomainName(host: string): boolean {
  const labels = host.split(".");
  return (
    labels.length > 1 &&
    labels.every((label) => label.length <= 63 && /^[a-z0-9_]$|^[a-z0-9_][a-z0-9_-]*[a-z0-9_]$/.test(label))
  );
}
